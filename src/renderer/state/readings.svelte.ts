import type { ProcedureOutput } from '../../shared/contract.ts';
import type { MapQuality } from '../../shared/domain.ts';
import type { Client } from '../../shared/rpc/client.ts';
import type { Failure } from '../i18n/messages.ts';
import { toFailure } from './failure.ts';
import { toMap } from './lookup.ts';
import type { ContextItem } from './marks.ts';

export type ItemReading = ProcedureOutput<'contexts.read'>['readings'][number];

export interface ReadingQuery {
  readonly word: string;
  readonly items: readonly ContextItem[];
  readonly set: string;
  readonly layer: number;
  readonly contrast: number;
  readonly foldForms: boolean;
}

/** How many words a reading has. */
const readingLength = 8;

/** How the occurrences in view read, by item; older readings stay until newer ones are there. */
export class ReadingStore {
  byItem = $state.raw<ReadonlyMap<number, ItemReading>>(toMap());
  /** The layer that was read; another than the slider's while the next one is loading. */
  layer = $state<number | null>(null);
  /** Held-out figures of the map that was used, and its layer. */
  map = $state.raw<{ readonly quality: MapQuality; readonly layer: number } | null>(null);
  failure = $state.raw<Failure | null>(null);
  isLoading = $state(false);

  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  async load({ word, items, set, layer, contrast, foldForms }: ReadingQuery): Promise<void> {
    const occurrences = items.map(({ occurrence }) => occurrence);
    this.isLoading = true;
    try {
      const output = await this.#client.call(
        'contexts.read',
        { word, occurrences, set, layer, contrast, foldForms, top: readingLength },
        { supersedes: 'read' },
      );
      this.byItem = toMap(
        output.readings.flatMap((reading, index) => {
          const item = items[index];
          return item ? [[item.id, reading] as const] : [];
        }),
      );
      this.layer = output.layer;
      this.map = output.map && { quality: output.map, layer: output.layer };
      this.failure = null;
      this.isLoading = false;
    } catch (error) {
      const failure = toFailure(error);
      if (failure.code === 'superseded') return;
      this.isLoading = false;
      this.failure = failure;
    }
  }

  clear(): void {
    this.byItem = toMap();
    this.map = null;
    this.failure = null;
  }
}
