import type { Dispose } from '../../shared/dispose.ts';

/** Functions that want to hear of something. */
export class Listeners<T> {
  readonly #listeners = new Set<(value: T) => void>();

  readonly add = (listener: (value: T) => void): Dispose => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  tell(value: T): void {
    for (const listener of [...this.#listeners]) listener(value);
  }
}
