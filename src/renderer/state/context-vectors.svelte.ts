import type { Client } from '../../shared/rpc/client.ts';
import { hasCode } from '../../shared/errors.ts';
import type { Failure } from '../i18n/messages.ts';
import { isWanted, toFailure } from './failure.ts';
import type { JobStore } from './jobs.svelte.ts';
import { toSet } from './lookup.ts';
import type { ContextItem } from './marks.ts';

/** The nearest words of each occurrence at each layer: `occurrences x layers x neighbors`, row-major. */
export interface ContextPath {
  readonly layers: number;
  readonly neighbors: number;
  readonly indices: Uint32Array;
  readonly distances: Float32Array;
}

/** What is computed once for the occurrences in view, in their order. */
export interface ContextVectors {
  readonly items: readonly ContextItem[];
  readonly layers: number;
  /** Ids of the items whose sentence was cut around the word. */
  readonly windowed: ReadonlySet<number>;
  /** `layers x n x n` raw cosines. */
  readonly similarities: Float32Array;
  readonly anisotropy: readonly number[];
  /** Null where no map leads to the set. */
  readonly path: ContextPath | null;
}

const pathNeighbors = 15;

/** Encodes the occurrences in view and holds what follows from their vectors. */
export class ContextVectorStore {
  vectors = $state.raw<ContextVectors | null>(null);
  failure = $state.raw<Failure | null>(null);
  isLoading = $state(false);

  readonly #client: Client;
  readonly #jobs: JobStore;
  #turn = 0;

  constructor(client: Client, jobs: JobStore) {
    this.#client = client;
    this.#jobs = jobs;
  }

  /** Follows the items; the newest call wins. `words` is the map's size, `set` its vector set. */
  async load(items: readonly ContextItem[], set: string, words: number): Promise<void> {
    const turn = ++this.#turn;
    this.#jobs.find('contexts')?.cancel();
    if (items.length === 0) {
      this.isLoading = false;
      this.vectors = null;
      this.failure = null;
      return;
    }
    this.isLoading = true;
    const occurrences = items.map(({ occurrence }) => occurrence);
    try {
      const prepared = await this.#jobs.run({
        kind: 'contexts',
        run: ({ signal, onProgress }) =>
          this.#client.call('contexts.prepare', { occurrences }, { signal, onProgress }),
        retry: () => void this.load(items, set, words),
      });
      const [similar, path] = await Promise.all([
        this.#client.call('contexts.similarities', { occurrences }, { supersedes: 'similarities' }),
        this.#path(items, set, words),
      ]);
      if (turn !== this.#turn) return;
      this.vectors = {
        items,
        layers: prepared.layers,
        windowed: toSet(prepared.windowed.flatMap((index) => items[index]?.id ?? [])),
        similarities: similar.similarities,
        anisotropy: similar.anisotropy,
        path,
      };
      this.failure = null;
      this.isLoading = false;
    } catch (error) {
      if (turn !== this.#turn) return;
      const failure = toFailure(error);
      this.isLoading = false;
      if (!isWanted(failure)) this.failure = failure;
    }
  }

  async #path(items: readonly ContextItem[], set: string, words: number): Promise<ContextPath | null> {
    const occurrences = items.map(({ occurrence }) => occurrence);
    try {
      const { layers, indices, distances } = await this.#client.call(
        'contexts.path',
        { occurrences, set, words, neighbors: pathNeighbors },
        { supersedes: 'path' },
      );
      const neighbors = indices.length / (items.length * layers);
      return { layers, neighbors, indices, distances };
    } catch (error) {
      if (hasCode(error, 'not-ready')) return null;
      throw error;
    }
  }
}
