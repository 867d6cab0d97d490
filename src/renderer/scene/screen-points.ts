import type { PointCloud } from './point-cloud.ts';
import type { View } from './view.ts';

/** Where all points are seen: x and y in CSS pixels, and their depth, at most 0 behind the eye. */
export class ScreenPoints {
  x = new Float32Array();
  y = new Float32Array();
  depth = new Float32Array();

  /** Projects all points; allocates only when their number changes. The loop writes out `View.project`, as it runs for each point. */
  update({ count, from, to, share }: PointCloud, view: View): void {
    if (this.x.length !== count) {
      this.x = new Float32Array(count);
      this.y = new Float32Array(count);
      this.depth = new Float32Array(count);
    }
    const { x, y, depth } = this;
    const { focal, centerX, centerY, depthScale } = view;
    const eyeX = view.eye[0]!;
    const eyeY = view.eye[1]!;
    const eyeZ = view.eye[2]!;
    const rightX = view.right[0]!;
    const rightY = view.right[1]!;
    const rightZ = view.right[2]!;
    const upX = view.up[0]!;
    const upY = view.up[1]!;
    const upZ = view.up[2]!;
    const forwardX = view.forward[0]!;
    const forwardY = view.forward[1]!;
    const forwardZ = view.forward[2]!;
    for (let index = 0, at = 0; index < count; index++, at += 3) {
      const dx = from[at]! + (to[at]! - from[at]!) * share - eyeX;
      const dy = from[at + 1]! + (to[at + 1]! - from[at + 1]!) * share - eyeY;
      const dz = (from[at + 2]! + (to[at + 2]! - from[at + 2]!) * share) * depthScale - eyeZ;
      const ahead = dx * forwardX + dy * forwardY + dz * forwardZ;
      const scale = focal / ahead;
      x[index] = centerX + (dx * rightX + dy * rightY + dz * rightZ) * scale;
      y[index] = centerY - (dx * upX + dy * upY + dz * upZ) * scale;
      depth[index] = ahead;
    }
  }
}
