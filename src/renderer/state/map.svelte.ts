import type { ProcedureOutput } from '../../shared/contract.ts';
import { normalizeLayout } from '../../shared/projection/normalize-layout.ts';
import type { Client } from '../../shared/rpc/client.ts';
import type { Failure } from '../i18n/messages.ts';
import { startProjection } from '../workers/projection-client.ts';
import { isWanted, toFailure } from './failure.ts';
import type { JobContext, JobStore } from './jobs.svelte.ts';
import { toMap } from './lookup.ts';

export type MapStage =
  | { readonly kind: 'closed' }
  | { readonly kind: 'opening' }
  | { readonly kind: 'neighbors' }
  | { readonly kind: 'umap'; readonly epoch: number; readonly of: number }
  | { readonly kind: 'settled' }
  | { readonly kind: 'failed'; readonly failure: Failure };

export type MapLayout = 'pca' | 'umap' | 'umap-stopped';
export type MapQuality = ProcedureOutput<'map.finish'>;

export interface MapQuery {
  readonly set: string;
  readonly words: number;
  readonly seed: number;
}

/** UMAP's settings; the core caches layouts by them. */
const neighborCount = 15;
/** In a map of no more words than this each is the neighbor of all: UMAP has nothing to find in it, and PCA stays. */
const umapAbove = neighborCount;
/** Fewer words have no neighborhoods to measure. */
const measuredFrom = 3;
const minDistance = 0.1;
const defaultSeed = 42;

/** The map: its words, and their layout as it is refined. */
export class MapStore {
  set = $state('');
  setWords = $state(0);
  seed = $state(defaultSeed);
  words = $state.raw<readonly string[]>([]);
  /** `words x 3`, row-major; another array after each change. */
  positions = $state.raw<Float32Array>(new Float32Array());
  layout = $state<MapLayout>('pca');
  stage = $state.raw<MapStage>({ kind: 'closed' });
  quality = $state.raw<MapQuality | null>(null);
  /** A word that is pointed at, in a list or in the scene. */
  hoveredWord = $state<string | null>(null);

  readonly isOpen = $derived.by(() => this.words.length > 0);
  readonly #indices = $derived.by(() => toMap(this.words.map((word, index) => [word, index] as const)));

  readonly #client: Client;
  readonly #jobs: JobStore;
  #turn = 0;
  #query: MapQuery | null = null;

  constructor(client: Client, jobs: JobStore) {
    this.#client = client;
    this.#jobs = jobs;
  }

  /** Whether this is what the map shows, or is about to. */
  shows({ set, words, seed }: MapQuery): boolean {
    const query = this.#query;
    return query !== null && query.set === set && query.words === words && query.seed === seed;
  }

  /** Follows the map's set to its new name. */
  renamed(set: string, to: string): void {
    if (this.set === set) this.set = to;
    if (this.#query?.set === set) this.#query = { ...this.#query, set: to };
  }

  indexOf(word: string): number | undefined {
    return this.#indices.get(word);
  }

  /** Shows the map: PCA at once, then the layout kept from before, or UMAP step by step. The newest call wins. */
  async open(query: MapQuery): Promise<void> {
    const turn = ++this.#turn;
    this.#query = query;
    for (const kind of ['neighbors', 'umap', 'quality'] as const) this.#jobs.find(kind)?.cancel();
    this.stage = { kind: 'opening' };
    try {
      const { set, words, seed } = query;
      const opened = await this.#client.call(
        'map.open',
        { set, words, seed, neighbors: neighborCount, minDistance },
        { supersedes: 'map.open' },
      );
      if (turn !== this.#turn) return;
      this.#show(opened);
      if (opened.cached) this.stage = { kind: 'settled' };
      else if (this.words.length > umapAbove) await this.#refine(opened, query, turn);
      else await this.#keepPca(opened, turn);
    } catch (error) {
      this.#fail(toFailure(error), turn);
    }
  }

  #show(opened: ProcedureOutput<'map.open'>): void {
    const { cached, pca } = opened;
    this.set = opened.set;
    this.setWords = opened.setWords;
    this.layout = cached ? 'umap' : 'pca';
    this.quality = cached && { trustworthiness: cached.trustworthiness, sample: cached.sample };
    // UMAP's layouts come at this scale, so the map does not jump when they begin.
    this.positions = cached?.positions ?? normalizeLayout(pca, 3, new Float32Array(pca.length));
    this.words = opened.words.split('\n');
  }

  async #keepPca({ key }: ProcedureOutput<'map.open'>, turn: number): Promise<void> {
    this.stage = { kind: 'settled' };
    if (this.words.length >= measuredFrom) await this.#measure(key, false, turn);
  }

  async #refine(opened: ProcedureOutput<'map.open'>, query: MapQuery, turn: number): Promise<void> {
    const retry = (): void => void this.open({ ...query, set: this.set });
    let isWhole = false;
    try {
      this.stage = { kind: 'neighbors' };
      const { indices, distances } = await this.#jobs.run({
        kind: 'neighbors',
        run: ({ signal, onProgress }) =>
          this.#client.call(
            'map.neighbors',
            { set: this.set, words: this.words.length, neighbors: neighborCount },
            { signal, onProgress },
          ),
        retry,
      });
      if (turn !== this.#turn) return;
      isWhole = await this.#jobs.run({
        kind: 'umap',
        run: (context) => this.#project({ pca: opened.pca, indices, distances }, turn, context),
        retry,
      });
    } catch (error) {
      const failure = toFailure(error);
      if (!isWanted(failure)) throw error; // a person stopped it: what is there stays, and is measured
    }
    if (turn !== this.#turn) return;
    this.stage = { kind: 'settled' };
    await this.#measure(opened.key, isWhole, turn);
  }

  /** Runs UMAP; resolves to whether it came to its end. Canceling its job keeps the layout as it is. */
  async #project(
    input: { pca: Float32Array; indices: Uint32Array; distances: Float32Array },
    turn: number,
    { signal, onProgress }: JobContext,
  ): Promise<boolean> {
    const run = startProjection(
      { ...input, pointCount: this.words.length, dimensions: 3, seed: this.seed, minDistance },
      {
        onPositions: (positions) => {
          if (turn === this.#turn) this.positions = positions.slice();
        },
        onProgress: ({ epoch, of, timeLeftMs }) => {
          if (turn !== this.#turn) return;
          this.layout = 'umap';
          this.stage = { kind: 'umap', epoch, of };
          const progress = { phase: 'umap', done: epoch, total: of };
          onProgress(timeLeftMs === undefined ? progress : { ...progress, timeLeftMs });
        },
      },
    );
    signal.addEventListener('abort', () => (turn === this.#turn ? run.stop() : run.cancel()), { once: true });
    const { positions, isStopped } = await run.done;
    if (turn !== this.#turn) return false;
    this.positions = positions;
    this.layout = isStopped ? 'umap-stopped' : 'umap';
    return !isStopped;
  }

  async #measure(key: string, save: boolean, turn: number): Promise<void> {
    const positions = Float32Array.from(this.positions);
    try {
      const quality = await this.#jobs.run({
        kind: 'quality',
        run: ({ signal, onProgress }) =>
          this.#client.call('map.finish', { key, positions, save }, { signal, onProgress }),
        retry: () => void this.#measure(key, save, turn),
      });
      if (turn === this.#turn) this.quality = quality;
    } catch {
      // The foot says why and offers another try; the map itself stands.
    }
  }

  #fail(failure: Failure, turn: number): void {
    if (turn !== this.#turn || failure.code === 'superseded') return;
    this.#query = null;
    if (isWanted(failure)) this.stage = this.isOpen ? { kind: 'settled' } : { kind: 'closed' };
    else this.stage = { kind: 'failed', failure };
  }
}
