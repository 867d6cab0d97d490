/**
 * Round soft points. Size and brightness fall with depth, and with the point's number: the first are the most
 * important. `position` is where a point comes from, `goal` where it goes.
 */
export const pointVertexShader = /* glsl */ `
in vec3 goal;
uniform float share, depthScale, viewDistance, homeDistance, pixelRatio, pointCount, density;
out float opacity;
out float radius;

void main() {
  vec3 place = mix(position, goal, share);
  place.z *= depthScale;
  vec4 seen = viewMatrix * vec4(place, 1.0);
  gl_Position = projectionMatrix * seen;
  float depth = max(-seen.z, 1e-4);
  float importance = 1.0 - smoothstep(0.0, 0.45, sqrt(float(gl_VertexID) / pointCount));
  float nearness = viewDistance / depth;
  float size = 1.4 * pow(homeDistance / depth, 0.9) * mix(0.85, 1.4, importance);
  radius = max(3.4 * (1.0 - exp(-size / 3.4)), 0.35) * pixelRatio;
  float faded = clamp(0.66 * pow(nearness, 2.4), 0.08, 0.95);
  float closeness = smoothstep(0.02, 0.12, depth / viewDistance);
  float seenShare = min(radius / 0.9, 1.0);
  radius = max(radius, 0.9);
  opacity = faded * mix(0.62, 1.0, importance) * density * closeness * seenShare * seenShare;
  gl_PointSize = 2.0 * radius + 2.0;
}`;

export const pointFragmentShader = /* glsl */ `
uniform vec3 color;
in float opacity;
in float radius;
out vec4 painted;

void main() {
  float fromCenter = length(gl_PointCoord - 0.5) * (2.0 * radius + 2.0);
  float coverage = clamp(radius - fromCenter + 0.5, 0.0, 1.0);
  if (coverage <= 0.0) discard;
  painted = vec4(color, opacity * coverage);
}`;
