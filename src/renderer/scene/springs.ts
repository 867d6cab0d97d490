/** Below this share of its scale, a value counts as arrived. */
const restShare = 1e-4;

/**
 * Values that follow their goals like critically damped springs: they start softly, arrive without swinging over, and may be
 * sent elsewhere on the way. The exact solution is stepped, so any frame time is stable.
 */
export class Springs {
  readonly values: Float64Array;
  readonly goals: Float64Array;
  readonly #speeds: Float64Array;

  constructor(initial: readonly number[]) {
    this.values = Float64Array.from(initial);
    this.goals = Float64Array.from(initial);
    this.#speeds = new Float64Array(initial.length);
  }

  /** Puts all values on their goals; returns whether one was elsewhere. */
  settle(): boolean {
    const isMoved = this.values.some((value, at) => value !== this.goals[at]);
    this.values.set(this.goals);
    this.#speeds.fill(0);
    return isMoved;
  }

  /**
   * Moves value `at` on by `seconds`; `stiffness` is its frequency in radians a second, `scale` what counts as a
   * difference. Returns whether it moved.
   */
  step(at: number, seconds: number, stiffness: number, scale: number): boolean {
    const offset = this.values[at]! - this.goals[at]!;
    const speed = this.#speeds[at]!;
    if (offset === 0 && speed === 0) return false;
    const pull = speed + offset * stiffness;
    const decay = Math.exp(-stiffness * seconds);
    const newOffset = (offset + pull * seconds) * decay;
    const newSpeed = (speed - pull * stiffness * seconds) * decay;
    const rest = scale * restShare;
    const isResting = Math.abs(newOffset) < rest && Math.abs(newSpeed) < rest * stiffness;
    this.values[at] = isResting ? this.goals[at]! : this.goals[at]! + newOffset;
    this.#speeds[at] = isResting ? 0 : newSpeed;
    return true;
  }
}
