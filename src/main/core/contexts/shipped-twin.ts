import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import { quantizedSizeBytes, restoreRows } from './quantized-rows.ts';
import { readShippedHeader } from './shipped-header.ts';

/** A static twin at one layer. */
export interface TwinLayer {
  readonly layer: number;
  readonly dimensions: number;
  /** Most frequent first. */
  readonly words: readonly string[];
  /** `words x dimensions`: means of unit vectors, so shorter than 1. */
  readonly means: Float32Array<ArrayBuffer>;
}

const twinHeader = z.object({
  encoder: z.string(),
  /** The encoder's fingerprint: a twin of other weights is no twin. */
  fingerprint: z.string(),
  layers: z.array(z.number().int()),
  dimensions: z.number().int().positive(),
  words: z.number().int().positive(),
  occurrences: z.number().int().positive(),
  recipe: z.object({
    words: z.number().int(),
    mostPerWord: z.number().int(),
    fewestPerWord: z.number().int(),
    seed: z.number().int(),
  }),
  /** Of every layer of the encoder, also of those whose twin does not ship. */
  anisotropy: z.array(z.number()),
  /** Cosine of the stored rows to the exact ones. */
  quantization: z.object({ meanCosine: z.number(), lowestCosine: z.number() }),
  license: z.string(),
  origin: z.string(),
});
export type TwinHeader = z.infer<typeof twinHeader>;

/** The names of the files in a shipped twin's folder. */
export const twinFiles = {
  header: 'twin.json',
  words: 'words.txt',
  layer: (layer: number): string => `layer-${layer}.i8`,
} as const;

/** The header of the twin that ships for this encoder; undefined where there is none for these very weights. `bad-file`. */
export function readTwinHeader(
  shippedDir: string,
  encoder: { readonly name: string; readonly fingerprint: string },
): TwinHeader | undefined {
  const header = readShippedHeader(join(shippedDir, 'twins', encoder.name, twinFiles.header), twinHeader);
  return header?.fingerprint === encoder.fingerprint ? header : undefined;
}

/** One layer of a shipped twin; undefined where that layer does not ship. `bad-file` where a file does not fit the header. */
export function readTwinLayer(shippedDir: string, header: TwinHeader, layer: number): TwinLayer | undefined {
  if (!header.layers.includes(layer)) return undefined;
  const dir = join(shippedDir, 'twins', header.encoder);
  const file = join(dir, twinFiles.layer(layer));
  const { dimensions } = header;
  const words = existsSync(join(dir, twinFiles.words))
    ? readFileSync(join(dir, twinFiles.words), 'utf8').trimEnd().split('\n')
    : [];
  const bytes = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
  const sizeBytes = quantizedSizeBytes(header.words, dimensions);
  if (words.length !== header.words || bytes.length !== sizeBytes) {
    throw new AppError(
      'bad-file',
      `${dir}: expected ${header.words} words and ${sizeBytes} bytes of vectors, found ${words.length} and ${bytes.length}`,
    );
  }
  return { layer, dimensions, words, means: restoreRows(bytes, dimensions) };
}
