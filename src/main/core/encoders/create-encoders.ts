import { statSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../../shared/errors.ts';
import type { Store } from '../store/database.ts';
import { createEncoder } from './create-encoder.ts';
import { encodeCached } from './encode-cached.ts';
import type { Encoder, Encoders, EncoderSummary } from './encoder.ts';
import { listEncoderNames, readEncoderFolder, type EncoderFolder } from './encoder-folder.ts';
import { inspectEncoder, type InspectedEncoder } from './encoder-model.ts';
import { createVectorCache } from './vector-cache.ts';

export interface EncodersOptions {
  /** `data` of the app: its encoders lie in `encoders`. */
  readonly shippedDir: string;
  /** The user's data folder: encoders of their own lie in `encoders`. */
  readonly dataDir: string;
  readonly store: Store;
  readonly log: (line: string) => void;
}

/** The encoders service; nothing is read before it is asked for. */
export function createEncoders({ shippedDir, dataDir, store, log }: EncodersOptions): Encoders {
  const roots = [join(shippedDir, 'encoders'), join(dataDir, 'encoders')];
  const cache = createVectorCache(store);
  const inspect = createInspector();
  const opened = new Map<string, Promise<Encoder>>();

  /** Only names that a folder really has are found: a name with a path in it can reach nothing. */
  const find = (name: string): EncoderFolder => {
    const names = roots.map(listEncoderNames);
    const root = roots.find((_, index) => names[index]?.includes(name));
    if (root !== undefined) return readEncoderFolder(root, name);
    const known = [...new Set(names.flat())].join(', ') || 'none';
    throw new AppError('unknown-encoder', `there is no encoder "${name}"; known: ${known}`);
  };

  return {
    list: async () => {
      const summaries: EncoderSummary[] = [];
      for (const name of new Set(roots.flatMap(listEncoderNames))) {
        try {
          summaries.push(summarize(await inspect(find(name))));
        } catch (error) {
          log(`encoder ${name} is left out: ${error instanceof Error ? error.message : String(error)}`);
        }
      }
      return summaries;
    },
    open: (name) => {
      const known = opened.get(name);
      if (known) return known;
      const opening = (async () => createEncoder(await inspect(find(name))))();
      opened.set(name, opening);
      opening.catch(() => opened.delete(name));
      return opening;
    },
    encodeCached: (encoder, occurrences, options) =>
      encodeCached({ cache, log }, encoder, occurrences, options),
    dispose: async () => {
      const closing = [...opened.values()];
      opened.clear();
      await Promise.all(
        closing.map((opening) =>
          opening.then(
            (encoder) => encoder.dispose(),
            () => undefined,
          ),
        ),
      );
    },
  };
}

/** Inspects each encoder once, and again when its files have changed. */
function createInspector(): (folder: EncoderFolder) => Promise<InspectedEncoder> {
  const inspected = new Map<string, { readonly stamp: string; readonly result: Promise<InspectedEncoder> }>();
  return (folder) => {
    const stamp = `${stampOf(folder.model.path)} ${stampOf(folder.tokenizer.path)} ${JSON.stringify(folder)}`;
    const known = inspected.get(folder.model.path);
    if (known?.stamp === stamp) return known.result;
    const result = inspectEncoder(folder);
    inspected.set(folder.model.path, { stamp, result });
    result.catch(() => inspected.delete(folder.model.path));
    return result;
  };
}

function stampOf(path: string): string {
  const { size, mtimeMs } = statSync(path);
  return `${size} ${mtimeMs}`;
}

function summarize({ folder, description }: InspectedEncoder): EncoderSummary {
  return {
    encoder: folder.name,
    dimensions: description.dimensions,
    layers: description.hidden.length,
    hasAllLayers: description.hidden.length > 1,
    maxTokens: folder.maxTokens,
    license: folder.license,
    origin: folder.origin,
  };
}
