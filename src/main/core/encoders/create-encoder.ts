import { AppError } from '../../../shared/errors.ts';
import { encodeOccurrences, type EncodingParts } from './encode-occurrences.ts';
import type { Encoder } from './encoder.ts';
import { loadEncoder, type InspectedEncoder, type LoadedEncoder } from './encoder-model.ts';
import { readAttention } from './read-attention.ts';
import { createSerialQueue } from './serial-queue.ts';

/** An encoder over inspected files; its model is loaded by the first call that needs it. */
export function createEncoder(inspected: InspectedEncoder): Encoder {
  const { folder, description, fingerprint } = inspected;
  const { dimensions, hidden } = description;
  const queue = createSerialQueue();
  let loaded: Promise<LoadedEncoder> | undefined;
  let isDisposed = false;

  const throwIfDisposed = (): void => {
    if (isDisposed) throw new AppError('canceled', `the encoder ${folder.name} has been closed`);
  };

  /** One batch runs at a time: the model uses all threads by itself, and calls take turns. */
  const takeTurns = ({ model, tokenizer }: LoadedEncoder): LoadedEncoder => ({
    tokenizer,
    model: {
      run: (rows, outputs) =>
        queue.run(() => {
          throwIfDisposed();
          return model.run(rows, outputs);
        }),
      close: () => queue.run(() => model.close()),
    },
  });

  const load = (): Promise<LoadedEncoder> => {
    throwIfDisposed();
    loaded ??= loadEncoder(inspected).then(takeTurns);
    loaded.catch(() => {
      // Once the file has been put right, the next call can succeed.
      loaded = undefined;
    });
    return loaded;
  };

  const parts: EncodingParts = { description, maxTokens: folder.maxTokens, load };
  const encoder: Encoder = {
    name: folder.name,
    dimensions,
    layers: hidden.length,
    hasAllLayers: hidden.length > 1,
    maxTokens: folder.maxTokens,
    fingerprint,
    encodeEach: (occurrences, options) => encodeOccurrences(parts, occurrences, options),
    encode: async (occurrences, options = {}) => {
      const size = (options.layers?.length ?? hidden.length) * dimensions;
      const vectors = new Float32Array(occurrences.length * size);
      const { windowed } = await encoder.encodeEach(occurrences, {
        ...options,
        onVectors: (index, values) => vectors.set(values, index * size),
      });
      return { vectors, windowed };
    },
    attention: (occurrence, signal) => readAttention(parts, occurrence, signal),
    dispose: async () => {
      isDisposed = true;
      const open = await loaded?.catch(() => undefined);
      loaded = undefined;
      await open?.model.close();
    },
  };
  return encoder;
}
