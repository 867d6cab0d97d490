import type { SceneInsets } from './types.ts';

const halfFieldOfView = Math.PI / 9;

/** A pose is an array of these, by their place in it: a target, how it is looked at, and where on the screen it is seen. */
export const part = {
  x: 0,
  y: 1,
  z: 2,
  /** Angles in radians. */
  yaw: 3,
  pitch: 4,
  logDistance: 5,
  flatness: 6,
  /** In CSS pixels. */
  centerX: 7,
  centerY: 8,
} as const;
export const partCount = 9;

/**
 * What is seen from where one looks: an eye, its axes, and where on the screen a place of the map stands. All positions are in
 * the map's coordinates; the third axis shrinks with the flatness. The target is seen in the center of what the insets leave free.
 */
export class View {
  width = 1;
  height = 1;
  insets: SceneInsets = { left: 0, right: 0, top: 0, bottom: 0 };
  /** Pixels by which something of size 1 at distance 1 is seen. */
  focal = 1;
  centerX = 0.5;
  centerY = 0.5;
  distance = 1;
  /** The distance from which the whole map fills the free middle. */
  homeDistance = 1;
  /** 1 - flatness. */
  depthScale = 1;
  readonly eye = new Float64Array(3);
  readonly right = new Float64Array(3);
  readonly up = new Float64Array(3);
  /** Toward the target. */
  readonly forward = new Float64Array(3);

  resize(width: number, height: number): void {
    this.width = width;
    this.height = height;
    this.focal = height / 2 / Math.tan(halfFieldOfView);
  }

  /** What the insets leave free. */
  get freeWidth(): number {
    return this.width - this.insets.left - this.insets.right;
  }

  get freeHeight(): number {
    return this.height - this.insets.top - this.insets.bottom;
  }

  look(pose: Float64Array): void {
    const { eye, right, up, forward } = this;
    const cosYaw = Math.cos(pose[part.yaw]!);
    const sinYaw = Math.sin(pose[part.yaw]!);
    const cosPitch = Math.cos(pose[part.pitch]!);
    const sinPitch = Math.sin(pose[part.pitch]!);
    this.distance = Math.exp(pose[part.logDistance]!);
    this.depthScale = 1 - pose[part.flatness]!;
    this.centerX = pose[part.centerX]!;
    this.centerY = pose[part.centerY]!;
    right[0] = cosYaw;
    right[1] = 0;
    right[2] = -sinYaw;
    up[0] = -sinYaw * sinPitch;
    up[1] = cosPitch;
    up[2] = -cosYaw * sinPitch;
    forward[0] = -sinYaw * cosPitch;
    forward[1] = -sinPitch;
    forward[2] = -cosYaw * cosPitch;
    for (let axis = 0; axis < 3; axis++) eye[axis] = pose[axis]! - forward[axis]! * this.distance;
  }

  /** Where a place of the map is seen: x and y in CSS pixels, then its depth, which is at most 0 behind the eye. */
  project(place: Float64Array, out: Float64Array): void {
    const { eye, right, up, forward } = this;
    const x = place[0]! - eye[0]!;
    const y = place[1]! - eye[1]!;
    const z = place[2]! * this.depthScale - eye[2]!;
    const depth = x * forward[0]! + y * forward[1]! + z * forward[2]!;
    const scale = this.focal / depth;
    out[0] = this.centerX + (x * right[0]! + y * right[1]! + z * right[2]!) * scale;
    out[1] = this.centerY - (x * up[0]! + y * up[1]! + z * up[2]!) * scale;
    out[2] = depth;
  }
}
