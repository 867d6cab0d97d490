import { untrack } from 'svelte';
import { markerShapes, type Marker, type SceneRef } from '../scene/index.ts';
import type { AppState } from '../state/app-state.svelte.ts';
import type { ContextItem } from '../state/marks.ts';
import { occurrenceWays, pointsOnWays } from '../state/occurrence-ways.ts';
import { itemMarkerId, wordMarkerId } from './marker-id.ts';
import { themeValue } from './scene-theme.ts';

/**
 * What stands in the scene beside the map's points: words that the map lacks, an expression, and the occurrences, in
 * this order.
 */
export class SceneMarkers {
  readonly #app: AppState;

  constructor(app: AppState) {
    this.#app = app;
  }

  /** Words outside the map, and an expression, by name. */
  readonly #names = $derived.by(() => {
    const { placed, word } = this.#app;
    const expression = placed.expression.length > 0 && word.shown ? [word.shown.expression] : [];
    return [...placed.names, ...expression];
  });

  /** The occurrences that have a way through this map. */
  readonly #items: readonly ContextItem[] = $derived.by(() => {
    const { vectors, contexts } = this.#app;
    const encoded = vectors.vectors;
    if (!encoded?.path || this.#staticRef === null) return [];
    return encoded.items.every((item) => contexts.items.includes(item)) ? encoded.items : [];
  });

  /** The word whose contexts are shown: a point of the map, or a placed word. */
  readonly #staticRef: SceneRef | null = $derived.by(() => this.#refOf(this.#app.contexts.word));

  readonly #ways = $derived.by(() => {
    const { vectors, map } = this.#app;
    const path = vectors.vectors?.path;
    if (!path || this.#items.length === 0) return [];
    return occurrenceWays(path, map.positions, this.#pointOf(this.#staticRef));
  });

  /** What is looked up, where it stands somewhere. */
  readonly chosen: SceneRef | null = $derived.by(() => {
    const { word } = this.#app;
    return this.#refOf(word.single?.word ?? word.shown?.expression ?? null);
  });

  /** The occurrences' markers. */
  readonly itemRefs: readonly SceneRef[] = $derived.by(() =>
    this.#items.map(({ id }) => ({ kind: 'marker', id: itemMarkerId(id) })),
  );

  /** `markers x 3`, in the order of `list`. */
  readonly positions = $derived.by(() => {
    const { placed, slider } = this.#app;
    const words = [...placed.positions, ...placed.expression];
    return Float32Array.from([...words, ...pointsOnWays(this.#ways, slider.position)]);
  });

  list(): readonly Marker[] {
    void this.#app.theme.name; // the colors below follow it
    const accent = themeValue('--accent');
    const positions = untrack(() => this.positions);
    const { chosen } = this;
    const words = this.#names.map((word): Omit<Marker, 'position'> => {
      const id = wordMarkerId(word);
      const isChosen = chosen?.kind === 'marker' && chosen.id === id;
      return {
        id,
        kind: 'word',
        shape: 'circle',
        color: accent,
        label: word,
        tiedTo: isChosen ? null : chosen,
      };
    });
    const occurrences = this.#items.map((item): Omit<Marker, 'position'> => ({
      id: itemMarkerId(item.id),
      kind: 'occurrence',
      shape: markerShapes[item.mark.shape] ?? 'circle',
      color: themeValue(`--mark-${item.mark.color}`),
      label: '',
      tiedTo: this.#staticRef,
    }));
    return [...words, ...occurrences].map((marker, index) => ({
      ...marker,
      position: [positions[index * 3] ?? 0, positions[index * 3 + 1] ?? 0, positions[index * 3 + 2] ?? 0],
    }));
  }

  #refOf(word: string | null): SceneRef | null {
    if (word === null) return null;
    const index = this.#app.map.indexOf(word);
    if (index !== undefined) return { kind: 'point', index };
    return this.#names.includes(word) ? { kind: 'marker', id: wordMarkerId(word) } : null;
  }

  #pointOf(ref: SceneRef | null): Float32Array {
    const { map, placed } = this.#app;
    if (ref?.kind === 'point') return map.positions.subarray(ref.index * 3, ref.index * 3 + 3);
    const index = placed.names.findIndex((word) => ref !== null && ref.id === wordMarkerId(word));
    return placed.positions.subarray(index * 3, index * 3 + 3);
  }
}
