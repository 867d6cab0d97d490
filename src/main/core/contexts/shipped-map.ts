import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { mapQuality } from '../../../shared/domain.ts';
import { AppError } from '../../../shared/errors.ts';
import type { FittedMap } from './fit-maps.ts';
import { readShippedHeader } from './shipped-header.ts';

const mapHeader = z.object({
  encoder: z.string(),
  /** The encoder's fingerprint: a map from other weights is no map. */
  fingerprint: z.string(),
  set: z.string(),
  inputs: z.number().int().positive(),
  outputs: z.number().int().positive(),
  /** By layer; on the words that the fit left out. */
  quality: z.array(mapQuality),
  fittedOn: z.string(),
  recipe: z.record(z.string(), z.number()),
  license: z.string(),
  origin: z.string(),
});
export type MapHeader = z.infer<typeof mapHeader>;

/** The folder of the maps from an encoder to a set, and the names of its files. */
export const mapFiles = {
  dir: (encoder: string, set: string): string => join('maps', `${encoder}--${set}`),
  header: 'maps.json',
  weights: 'weights.f32',
} as const;

/** The header of the maps that ship for this encoder and set; undefined where there are none for these very weights. `bad-file`. */
export function readMapHeader(
  shippedDir: string,
  encoder: { readonly name: string; readonly fingerprint: string },
  set: string,
): MapHeader | undefined {
  const file = join(shippedDir, mapFiles.dir(encoder.name, set), mapFiles.header);
  const header = readShippedHeader(file, mapHeader);
  return header?.fingerprint === encoder.fingerprint && header.set === set ? header : undefined;
}

/** All layers' maps of a header: `layers x (inputs + 1) x outputs` float32, little-endian. `bad-file` where they do not fit it. */
export function readMaps(shippedDir: string, header: MapHeader): FittedMap[] {
  const { inputs, outputs, quality } = header;
  const file = join(shippedDir, mapFiles.dir(header.encoder, header.set), mapFiles.weights);
  const bytes = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
  const size = (inputs + 1) * outputs;
  if (bytes.length !== 4 * size * quality.length) {
    throw new AppError(
      'bad-file',
      `${file}: expected ${4 * size * quality.length} bytes, found ${bytes.length}`,
    );
  }
  const numbers = floatsOf(bytes);
  return quality.map((figures, layer) => ({
    layer,
    map: { inputs, outputs, weights: numbers.slice(layer * size, (layer + 1) * size) },
    quality: figures,
  }));
}

/** Little-endian float32, copied, so that it is aligned. */
export function floatsOf(bytes: Buffer): Float32Array<ArrayBuffer> {
  return new Float32Array(new Uint8Array(bytes).buffer);
}
