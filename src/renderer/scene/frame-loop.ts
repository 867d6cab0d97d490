/** Calls `draw` once in the next animation frame after a request, and again as long as it returns true. */
export class FrameLoop {
  readonly #draw: (elapsedMs: number) => boolean;
  #request = 0;
  #lastMs = 0;
  #calmWaiters: (() => void)[] = [];

  constructor(draw: (elapsedMs: number) => boolean) {
    this.#draw = draw;
  }

  readonly request = (): void => {
    if (this.#request === 0) this.#request = requestAnimationFrame(this.#run);
  };

  readonly #run = (nowMs: number): void => {
    this.#request = 0;
    // After a rest there is no last frame: count one of 60 a second. A long one is cut, so that nothing leaps.
    const elapsedMs = this.#lastMs === 0 ? 16 : Math.min(Math.max(nowMs - this.#lastMs, 1), 80);
    this.#lastMs = nowMs;
    if (this.#draw(elapsedMs)) this.request();
    if (this.#request === 0) this.#rest();
  };

  #rest(): void {
    this.#lastMs = 0;
    const waiters = this.#calmWaiters;
    if (waiters.length === 0) return;
    this.#calmWaiters = [];
    for (const resolve of waiters) resolve();
  }

  whenCalm(): Promise<void> {
    if (this.#request === 0) return Promise.resolve();
    return new Promise((resolve) => this.#calmWaiters.push(resolve));
  }

  dispose(): void {
    cancelAnimationFrame(this.#request);
    this.#request = 0;
    this.#rest();
  }
}
