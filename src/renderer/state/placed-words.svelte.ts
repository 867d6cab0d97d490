import { placePoints } from '../../shared/projection/placement.ts';
import type { Client } from '../../shared/rpc/client.ts';
import { unique } from './lookup.ts';
import type { MapStore } from './map.svelte.ts';
import type { Neighborhood } from './word.svelte.ts';

/** Points outside the map, by their nearest words in it: `names x perPoint`, row-major. */
interface Placements {
  readonly names: readonly string[];
  readonly indices: Uint32Array;
  readonly distances: Float32Array;
  readonly perPoint: number;
}

const perPoint = 15;
const nothing: Placements = {
  names: [],
  indices: new Uint32Array(),
  distances: new Float32Array(),
  perPoint,
};

/** Words that are shown though the map lacks them, and where they stand as the map moves. */
export class PlacedWords {
  #placements = $state.raw<Placements>(nothing);
  #query = $state.raw<Placements>(nothing);
  readonly #client: Client;
  readonly #map: MapStore;

  readonly names = $derived.by(() => this.#placements.names);
  /** `names x 3`, row-major. */
  readonly positions = $derived.by(() => this.#place(this.#placements));
  /** Where an expression stands: by its nearest words that are in the map. Empty for a plain word. */
  readonly expression = $derived.by(() => this.#place(this.#query));

  constructor(client: Client, map: MapStore) {
    this.#client = client;
    this.#map = map;
  }

  /** Follows what is shown and the map's words; the newest call wins. */
  async load(shown: Neighborhood): Promise<void> {
    const words = [...shown.terms, ...shown.neighbors].map(({ word }) => word);
    const list = unique(words).filter((word) => this.#map.indexOf(word) === undefined);
    this.#query = shown.terms.length > 1 ? this.#byNeighbors(shown) : nothing;
    this.#placements = nothing;
    if (list.length === 0) return;
    try {
      const { indices, distances } = await this.#client.call(
        'map.placeWords',
        { set: shown.set, words: this.#map.words.length, list, neighbors: perPoint },
        { supersedes: 'placeWords' },
      );
      this.#placements = { names: list, indices, distances, perPoint };
    } catch {
      // The lists say everything that these points would; a core that is gone is said in the foot.
    }
  }

  #byNeighbors({ expression, neighbors }: Neighborhood): Placements {
    const inside = neighbors.flatMap(({ word, similarity }) => {
      const index = this.#map.indexOf(word);
      return index === undefined ? [] : [{ index, distance: 1 - similarity }];
    });
    if (inside.length === 0) return nothing;
    return {
      names: [expression],
      indices: Uint32Array.from(inside, ({ index }) => index),
      distances: Float32Array.from(inside, ({ distance }) => distance),
      perPoint: inside.length,
    };
  }

  #place({ names, indices, distances, perPoint }: Placements): Float32Array {
    if (names.length === 0) return new Float32Array();
    const layout = this.#map.positions;
    return placePoints({ layout, dimensions: 3, indices, distances, perPoint });
  }
}
