import { builtInEncoder } from '../../shared/built-in.ts';
import type { EncoderInfo } from '../../shared/domain.ts';
import type { Client } from '../../shared/rpc/client.ts';
import type { JobStore } from './jobs.svelte.ts';

/** The encoder in use, and what is made of it so far. */
export class EncoderStore {
  info = $state.raw<EncoderInfo | null>(null);
  readonly #client: Client;
  readonly #jobs: JobStore;

  constructor(client: Client, jobs: JobStore) {
    this.#client = client;
    this.#jobs = jobs;
  }

  async load(): Promise<void> {
    const encoders = await this.#client.call('encoders.list', {});
    this.info = encoders.find(({ encoder }) => encoder === builtInEncoder) ?? encoders[0] ?? null;
  }

  /** Whether occurrences can be read in the encoder's own words at this layer; true while that is not known. */
  hasTwin(layer: number): boolean {
    return this.info?.twinLayers.includes(layer) ?? true;
  }

  /** Whether occurrences can be carried into this set; true while that is not known. */
  hasMap(set: string): boolean {
    return this.info?.mappedSets.includes(set) ?? true;
  }

  /** Fits the maps of all layers to a set; resolves to whether they are there. */
  async fitMaps(set: string): Promise<boolean> {
    const encoder = this.info?.encoder;
    if (encoder === undefined) return false;
    try {
      await this.#jobs.run({
        kind: 'fit-maps',
        subject: set,
        run: ({ signal, onProgress }) =>
          this.#client.call('encoders.fitMaps', { encoder, set }, { signal, onProgress }),
        retry: () => void this.fitMaps(set),
      });
      await this.load();
      return true;
    } catch {
      return false; // the foot says why and offers another try
    }
  }

  async makeTwin(): Promise<void> {
    const encoder = this.info?.encoder;
    if (encoder === undefined) return;
    this.info = await this.#jobs.run({
      kind: 'twin',
      run: ({ signal, onProgress }) =>
        this.#client.call('encoders.makeTwin', { encoder }, { signal, onProgress }),
      retry: () => void this.makeTwin().catch(() => undefined),
    });
  }
}
