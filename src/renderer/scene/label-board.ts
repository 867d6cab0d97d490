import { noRef, type RefCode } from './ref-code.ts';
import type { Rect } from './types.ts';

const capacity = 512;
/** The style of a place that no label may cover, but that is none itself. */
export const obstacleStyle = 255;

/** Rectangles on the screen that do not overlap: labels, and what they must not cover. */
export class LabelBoard {
  count = 0;
  readonly left = new Float32Array(capacity);
  readonly top = new Float32Array(capacity);
  readonly right = new Float32Array(capacity);
  readonly bottom = new Float32Array(capacity);
  readonly code = new Int32Array(capacity);
  readonly style = new Uint8Array(capacity);
  readonly opacity = new Float32Array(capacity);
  minX = 0;
  minY = 0;
  maxX = 0;
  maxY = 0;

  /** Empties the board; labels must lie within these bounds. */
  clear(minX: number, minY: number, maxX: number, maxY: number): void {
    this.count = 0;
    this.minX = minX;
    this.minY = minY;
    this.maxX = maxX;
    this.maxY = maxY;
  }

  /** Whether a rectangle lies within the bounds and, with this much space around it, is free. */
  isFree(left: number, top: number, width: number, height: number, spaceX: number, spaceY: number): boolean {
    const right = left + width;
    const bottom = top + height;
    if (left < this.minX || top < this.minY || right > this.maxX || bottom > this.maxY) return false;
    for (let at = 0; at < this.count; at++) {
      if (
        left - spaceX < this.right[at]! &&
        right + spaceX > this.left[at]! &&
        top - spaceY < this.bottom[at]! &&
        bottom + spaceY > this.top[at]!
      )
        return false;
    }
    return true;
  }

  /** Takes a rectangle, fully opaque, without asking whether it is free. Returns its place; -1 once the board is full. */
  take(code: RefCode, style: number, left: number, top: number, width: number, height: number): number {
    if (this.count === capacity) return -1;
    const at = this.count++;
    this.left[at] = left;
    this.top[at] = top;
    this.right[at] = left + width;
    this.bottom[at] = top + height;
    this.code[at] = code;
    this.style[at] = style;
    this.opacity[at] = 1;
    return at;
  }

  /** Keeps labels out of a rectangle. */
  block({ left, top, width, height }: Rect): void {
    this.take(noRef, obstacleStyle, left, top, width, height);
  }

  /** The place of the label under (x, y); -1 where there is none. */
  find(x: number, y: number): number {
    for (let at = 0; at < this.count; at++) {
      const isInside =
        x >= this.left[at]! && x <= this.right[at]! && y >= this.top[at]! && y <= this.bottom[at]!;
      if (isInside && this.style[at] !== obstacleStyle) return at;
    }
    return -1;
  }
}
