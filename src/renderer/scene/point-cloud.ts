import { boundsOf } from './bounds.ts';

/** A longer way is eased; a short one is a step of a stream, and even steps look even. */
const easedFromMs = 250;

/** The map's points, and where they stand on their way from one layout to the next. Arrays are `count x 3`, row-major. */
export class PointCloud {
  count = 0;
  from = new Float32Array();
  to = new Float32Array();
  labelOf: (index: number) => string = () => '';
  /** Changes whenever `from` or `to` did. */
  version = 0;
  /** How far the points are on their way, 0 to 1. */
  share = 1;
  /** Where the points are, or will be. */
  bounds = boundsOf(this.to);
  #elapsedMs = 0;
  #durationMs = 0;

  set(positions: Float32Array, labelOf: (index: number) => string): void {
    this.count = positions.length / 3;
    this.from = positions.slice();
    this.to = positions.slice();
    this.labelOf = labelOf;
    this.#start(0);
  }

  has(index: number): boolean {
    return index >= 0 && index < this.count;
  }

  /** Sends the points on their way from where they are. */
  move(positions: Float32Array, durationMs: number): void {
    if (positions.length !== this.to.length)
      throw new RangeError(`expected ${this.to.length} coordinates, found ${positions.length}`);
    const { from, to, share } = this;
    for (let at = 0; at < to.length; at++) from[at]! += (to[at]! - from[at]!) * share;
    to.set(positions);
    this.#start(durationMs);
  }

  #start(durationMs: number): void {
    this.#elapsedMs = 0;
    this.#durationMs = durationMs;
    this.share = durationMs > 0 ? 0 : 1;
    this.bounds = boundsOf(this.to);
    this.version++;
  }

  /** Returns whether the points moved. */
  step(elapsedMs: number): boolean {
    if (this.share === 1) return false;
    this.#elapsedMs += elapsedMs;
    const linear = Math.min(this.#elapsedMs / this.#durationMs, 1);
    const isEased = this.#durationMs >= easedFromMs;
    this.share = isEased ? linear * linear * (3 - 2 * linear) : linear;
    return true;
  }

  /** Where a point stands now. */
  read(index: number, out: Float64Array): void {
    const { from, to, share } = this;
    const at = index * 3;
    out[0] = from[at]! + (to[at]! - from[at]!) * share;
    out[1] = from[at + 1]! + (to[at + 1]! - from[at + 1]!) * share;
    out[2] = from[at + 2]! + (to[at + 2]! - from[at + 2]!) * share;
  }
}
