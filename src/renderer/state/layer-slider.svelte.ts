import { layerAt } from './layer-way.ts';

const restMs = 140;
const stopMs = 900;

/**
 * The slider from "static" (0) over layer 0 (1) to the last layer (`stops` - 1). It moves in between; `layer` is
 * the layer it last rested at or, while it plays, passed; null at the static end.
 */
export class LayerSlider {
  position = $state(0);
  stops = $state(2);
  isPlaying = $state(false);
  layer = $state<number | null>(0);

  readonly last = $derived.by(() => this.stops - 1);
  readonly nearest = $derived.by(() => layerAt(this.position));

  #timer: ReturnType<typeof setTimeout> | undefined;
  #frame = 0;

  /** Takes up an encoder with this many layers, at its last one. */
  reset(layers: number): void {
    this.pause();
    this.stops = layers + 1;
    this.#move(layers);
    this.layer = layers - 1;
  }

  /** Moves by hand; playing stops. */
  set(position: number): void {
    this.pause();
    this.#move(position);
  }

  /** Comes to rest on the nearest stop. */
  settle(): void {
    this.#move(Math.round(this.position));
  }

  toggle(isReducedMotion: boolean): void {
    if (this.isPlaying) {
      this.pause();
      this.settle();
    } else this.play(isReducedMotion);
  }

  /** Runs to the end, from the start where it stands there already; in steps where motion is unwanted. */
  play(isReducedMotion: boolean): void {
    const from = this.position >= this.last ? 0 : this.position;
    const start = performance.now();
    this.isPlaying = true;
    const tick = (now: number): void => {
      const way = from + Math.max(0, now - start) / stopMs;
      this.#move(Math.min(isReducedMotion ? Math.floor(way) : way, this.last));
      if (way >= this.last) this.pause();
      else this.#frame = requestAnimationFrame(tick);
    };
    this.#frame = requestAnimationFrame(tick);
  }

  pause(): void {
    cancelAnimationFrame(this.#frame);
    this.isPlaying = false;
  }

  #move(position: number): void {
    if (position === this.position) return;
    this.position = position;
    clearTimeout(this.#timer);
    if (this.isPlaying) this.layer = this.nearest;
    else this.#timer = setTimeout(() => (this.layer = this.nearest), restMs);
  }
}
