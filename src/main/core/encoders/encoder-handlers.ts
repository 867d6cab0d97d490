import type { Handlers } from '../../../shared/rpc/router.ts';
import type { EncoderInfo } from '../../../shared/domain.ts';
import type { Encoders } from './encoder.ts';

type EncoderAdditions = Pick<EncoderInfo, 'twinLayers' | 'mappedSets'>;

export interface EncoderHandlersDeps {
  readonly encoders: Encoders;
  /** What was made of the encoder of this name: its twin's layers and the sets that its maps lead to. */
  readonly additionsOf: (encoder: string) => EncoderAdditions | Promise<EncoderAdditions>;
}

/** Answers what concerns encoders themselves. */
export function createEncoderHandlers({
  encoders,
  additionsOf,
}: EncoderHandlersDeps): Pick<Handlers, 'encoders.list' | 'encoders.encode' | 'contexts.attention'> {
  return {
    'encoders.list': async () => {
      const summaries = await encoders.list();
      return Promise.all(
        summaries.map(async (summary) => ({ ...summary, ...(await additionsOf(summary.encoder)) })),
      );
    },
    // Not through the cache: who encodes thousands does so once, and would push out what is being looked at.
    'encoders.encode': async ({ encoder: name, occurrences, layer, pooling }, { signal, report }) => {
      const encoder = await encoders.open(name);
      const layers =
        layer === null ? [...Array(encoder.layers).keys()] : [layer < 0 ? encoder.layers - 1 : layer];
      const { vectors, windowed } = await encoder.encode(occurrences, { pooling, layers, signal, report });
      return { encoder: name, vectors, layers: layers.length, dimensions: encoder.dimensions, windowed };
    },
    'contexts.attention': async ({ encoder: name, occurrence }, { signal }) => {
      const encoder = await encoders.open(name);
      return encoder.attention(occurrence, signal);
    },
  };
}
