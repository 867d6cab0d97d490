import type { Occurrence } from '../../../shared/domain.ts';
import type { EncodeOptions, Encoded, Encoder } from './encoder.ts';
import { checkSpan } from './spans.ts';
import type { CacheEntry, VectorCache } from './vector-cache.ts';

/** Vectors that are written to the cache in one transaction. */
const writeBatch = 256;

export interface CachedEncoding {
  readonly cache: VectorCache;
  readonly log: (line: string) => void;
}

/** See `Encoders.encodeCached`. What was encoded before a cancel is kept too. */
export async function encodeCached(
  { cache, log }: CachedEncoding,
  encoder: Encoder,
  occurrences: readonly Occurrence[],
  options: Pick<EncodeOptions, 'signal' | 'report'> = {},
): Promise<Encoded> {
  const size = encoder.layers * encoder.dimensions;
  const vectors = new Float32Array(occurrences.length * size);
  const windowed: number[] = [];
  const missing: number[] = [];
  for (const [index, occurrence] of occurrences.entries()) {
    checkSpan(occurrence, index);
    const known = attempt(log, () => cache.read(encoder.fingerprint, occurrence, size));
    if (!known) missing.push(index);
    else vectors.set(known.vectors, index * size);
    if (known?.isWindowed) windowed.push(index);
  }

  let fresh: CacheEntry[] = [];
  const keep = (): void => {
    attempt(log, () => cache.write(encoder.fingerprint, fresh));
    fresh = [];
  };
  const onVectors = (index: number, values: Float32Array<ArrayBuffer>, isWindowed: boolean): void => {
    vectors.set(values, index * size);
    const occurrence = occurrences[index];
    if (occurrence) fresh.push({ occurrence, vectors: values, isWindowed });
    if (fresh.length >= writeBatch) keep();
  };
  try {
    const encoded = await encoder.encodeEach(occurrences, { ...options, only: missing, onVectors });
    return { vectors, windowed: [...windowed, ...encoded.windowed].sort((a, b) => a - b) };
  } finally {
    keep();
  }
}

/** The cache saves time; where it fails (a full disk, a locked database), the answer must not. */
function attempt<T>(log: (line: string) => void, work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    log(`cache of contextual vectors: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}
