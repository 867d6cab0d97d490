import { expect, it } from 'vitest';
import { createVectorCache } from '../../../../src/main/core/encoders/vector-cache.ts';
import { encodeCached } from '../../../../src/main/core/encoders/encode-cached.ts';
import type { Encoder } from '../../../../src/main/core/encoders/encoder.ts';
import { openDatabase } from '../../../../src/main/core/store/database.ts';
import { withEncoders } from '../../../support/encoders.ts';
import { withTemporaryDir } from '../../../support/temporary-dir.ts';
import { writeTinyEncoder } from '../../../support/tiny-encoder.ts';

const at = (index: number) => ({ text: `bank ${index}`, start: 0, end: 4 });
const entry = (index: number) => ({
  occurrence: at(index),
  vectors: Float32Array.of(index, -index, 0.1),
  isWindowed: index % 2 === 1,
});

it('gives back what was written, by encoder and span', async () => {
  await withTemporaryDir((dir) => {
    const store = openDatabase(dir);
    const cache = createVectorCache(store);
    cache.write('a', [entry(1), entry(2)]);
    expect(cache.read('a', at(1), 3)).toEqual({ vectors: Float32Array.of(1, -1, 0.1), isWindowed: true });
    expect(cache.read('a', at(2), 3)?.isWindowed).toBe(false);
    expect(cache.read('b', at(1), 3)).toBeUndefined();
    expect(cache.read('a', { ...at(1), end: 5 }, 3)).toBeUndefined();
    expect(cache.read('a', at(1), 4)).toBeUndefined();
    store.close();
    return Promise.resolve();
  });
});

it('lets the oldest make room once it is full', async () => {
  await withTemporaryDir((dir) => {
    const store = openDatabase(dir);
    const cache = createVectorCache(store, 5 * 12);
    for (let index = 0; index < 8; index++) cache.write('a', [entry(index)]);
    const kept = Array.from({ length: 8 }, (_, index) => cache.read('a', at(index), 3) !== undefined);
    expect(kept).toEqual([false, false, false, true, true, true, true, true]);
    store.close();
    return Promise.resolve();
  });
});

it('answers all the same where the cache can be neither read nor written', async () => {
  await withEncoders(async ({ encoders, dataDir }) => {
    writeTinyEncoder(dataDir, 'tiny');
    const encoder = await encoders.open('tiny');
    const store = openDatabase(`${dataDir}/other`);
    const cache = createVectorCache(store);
    store.close();
    const lines: string[] = [];
    const parts = { cache, log: (line: string) => lines.push(line) };
    expect((await encodeCached(parts, encoder, [at(0)])).vectors.length).toBe(12);
    expect(lines.length).toBe(2);
    expect(lines[0]).toContain('cache of contextual vectors');
  });
});

it('keeps what was encoded before a cancel', async () => {
  await withEncoders(async ({ encoders, dataDir, store }) => {
    writeTinyEncoder(dataDir, 'tiny', { isDynamic: true });
    const encoder = await encoders.open('tiny');
    const controller = new AbortController();
    let count = 0;
    const canceledAfterTen: Encoder = {
      ...encoder,
      encodeEach: (occurrences, options) =>
        encoder.encodeEach(occurrences, {
          ...options,
          onVectors: (...vectors) => {
            options.onVectors(...vectors);
            if (++count === 10) controller.abort();
          },
        }),
    };
    const list = Array.from({ length: 50 }, (_, index) => at(index));
    const encoding = encoders.encodeCached(canceledAfterTen, list, { signal: controller.signal });
    await expect(encoding).rejects.toMatchObject({ code: 'canceled' });
    expect(store.db.prepare('SELECT count(*) FROM occurrence_vectors').pluck().get()).toBe(10);
  });
});
