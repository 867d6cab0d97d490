import { untrack } from 'svelte';
import type { Attachment } from 'svelte/attachments';

/** What floats over the scene beside its panels: the places where no label may stand. */
export class Covers {
  #elements = $state.raw<readonly Element[]>([]);
  /** Changes whenever one takes another size. */
  #sizes = $state(0);
  readonly #resizes = new ResizeObserver(() => this.#sizes++);

  /** To be attached to what floats. */
  readonly attach: Attachment = (element) => {
    this.#elements = [...untrack(() => this.#elements), element];
    this.#resizes.observe(element);
    return () => {
      this.#resizes.unobserve(element);
      this.#elements = untrack(() => this.#elements).filter((other) => other !== element);
    };
  };

  /** Where they stand now, in CSS pixels from the window's corner. */
  measure(): readonly DOMRect[] {
    void this.#sizes;
    return this.#elements.map((element) => element.getBoundingClientRect());
  }
}
