import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Encoder, Encoders } from '../../../../src/main/core/encoders/encoder.ts';
import type { Occurrence } from '../../../../src/shared/domain.ts';
import type { Progress } from '../../../../src/shared/progress.ts';
import { cosine, withEncoders } from '../../../support/encoders.ts';

/** The bundled encoder, opened once for all tests. */
let encoder: Encoder;
let encoders: Encoders;
let finish: () => void;
let closed: Promise<void>;
beforeAll(async () => {
  await new Promise<void>((ready, failed) => {
    closed = withEncoders(async (bench) => {
      encoders = bench.encoders;
      encoder = await encoders.open('all-minilm-l6-v2');
      await new Promise<void>((resolve) => {
        finish = resolve;
        ready();
      });
    });
    closed.catch(failed);
  });
});
afterAll(async () => {
  finish();
  await closed;
});

/** The occurrence of `word` in `text`. */
function find(text: string, word: string): Occurrence {
  const start = text.indexOf(word);
  return { text, start, end: start + word.length };
}

const sentences = [
  find('The bank of the river was steep.', 'bank'),
  find('bank', 'bank'),
  find('He told the bank, and then the police, and then everyone who would listen, about the theft.', 'bank'),
  find('😀 seals bark', 'seals'),
  find('The mouse ran; the other mouse did not, for it was made of plastic and had a wheel.', 'mouse'),
  find('An apple a day, said she.', 'apple'),
];

describe('encode', () => {
  it('gives the same vector alone, in a batch, and in any order', async () => {
    const { vectors: together } = await encoder.encode(sentences);
    const { vectors: reversed } = await encoder.encode(sentences.toReversed());
    const size = encoder.layers * encoder.dimensions;
    for (const [index, occurrence] of sentences.entries()) {
      const { vectors: alone } = await encoder.encode([occurrence]);
      for (let layer = 0; layer < encoder.layers; layer++) {
        const part = (list: Float32Array, row: number): Float32Array => {
          const at = row * size + layer * encoder.dimensions;
          return list.subarray(at, at + encoder.dimensions);
        };
        const own = part(alone, 0);
        expect(cosine(own, part(together, index))).toBeGreaterThan(0.99999);
        expect(cosine(own, part(reversed, sentences.length - 1 - index))).toBeGreaterThan(0.99999);
      }
    }
  });

  it('tells the occurrences of a word in one sentence apart', async () => {
    const text = sentences[4]?.text ?? '';
    const first = find(text, 'mouse');
    const second = { text, start: text.lastIndexOf('mouse'), end: text.lastIndexOf('mouse') + 5 };
    const { vectors } = await encoder.encode([first, second, first], { layers: [6] });
    const [a, b, c] = [0, 1, 2].map((row) => vectors.subarray(row * 384, row * 384 + 384));
    expect(a).toEqual(c);
    expect(cosine(a ?? [], b ?? [])).toBeLessThan(0.99);
  });

  it('gives the layers that are asked for, in that order', async () => {
    const all = await encoder.encode(sentences.slice(0, 2));
    const some = await encoder.encode(sentences.slice(0, 2), { layers: [6, 2] });
    const at = (layer: number): number[] => [...all.vectors.subarray((7 + layer) * 384, (8 + layer) * 384)];
    expect([...some.vectors.subarray(2 * 384, 3 * 384)]).toEqual(at(6));
    expect([...some.vectors.subarray(3 * 384, 4 * 384)]).toEqual(at(2));
    await expect(encoder.encode(sentences, { layers: [7] })).rejects.toMatchObject({ code: 'invalid-input' });
  });

  it('answers nothing with nothing', async () => {
    expect(await encoder.encode([])).toEqual({ vectors: new Float32Array(0), windowed: [] });
  });

  it('cuts a long sentence around the word and says which', async () => {
    const filler = 'the quick brown fox jumps over the lazy dog and ';
    const text = `${filler.repeat(100)}sits on the bank of the river ${filler.repeat(100)}`;
    const long = find(text, 'bank');
    const { vectors, windowed } = await encoder.encode([sentences[0], long, sentences[1]] as Occurrence[], {
      layers: [6],
    });
    expect(windowed).toEqual([1]);
    // The window by hand: 254 word pieces, one for each word here, as many before the word as after it.
    const words = text.trim().split(' ');
    const at = words.indexOf('bank');
    const window = words.slice(at - 126, at + 128).join(' ');
    const { vectors: byHand, windowed: none } = await encoder.encode([find(window, 'bank')], { layers: [6] });
    expect(none).toEqual([]);
    expect(cosine(vectors.subarray(384, 768), byHand)).toBeGreaterThan(0.99999);
  });

  it('reads each occurrence in a long sentence in a window of its own', async () => {
    const text = `The bank lent money. ${'word '.repeat(600)}They swam to the bank.`;
    const last = text.lastIndexOf('bank');
    const { windowed, vectors } = await encoder.encode(
      [find(text, 'bank'), { text, start: last, end: last + 4 }],
      { layers: [6] },
    );
    expect(windowed).toEqual([0, 1]);
    expect(cosine(vectors.subarray(0, 384), vectors.subarray(384))).toBeLessThan(0.9);
  });

  it('takes a span longer than the limit by its first pieces', async () => {
    const text = 'bank '.repeat(400).trim();
    const { windowed, vectors } = await encoder.encode([{ text, start: 0, end: text.length }]);
    expect(windowed).toEqual([0]);
    expect(vectors.every(Number.isFinite)).toBe(true);
  });

  it('names the occurrence whose span is wrong', async () => {
    const wrong = { text: 'bank', start: 0, end: 9 };
    await expect(encoder.encode([...sentences, wrong])).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining('occurrence 6') as string,
    });
    const blank = { text: 'a b', start: 1, end: 2 };
    await expect(encoder.encode([blank])).rejects.toThrow('holds nothing that the encoder can read');
  });
});

describe('encodeEach', () => {
  it('gives each occurrence once, counts them, and encodes only those that are asked for', async () => {
    const seen: number[] = [];
    const reports: Progress[] = [];
    await encoder.encodeEach(sentences, {
      only: [1, 4],
      onVectors: (index, vectors) => {
        expect(vectors.length).toBe(7 * 384);
        seen.push(index);
      },
      report: (progress) => reports.push(progress),
    });
    expect(seen.sort()).toEqual([1, 4]);
    expect(reports[0]).toMatchObject({ phase: 'encode', done: 0, total: 2 });
    expect(reports.at(-1)).toMatchObject({ phase: 'encode', done: 2, total: 2 });
  });

  it('stops between batches once it is canceled', async () => {
    const many = Array.from({ length: 600 }, (_, index) => find(`Bank number ${index} is a bank.`, 'bank'));
    const controller = new AbortController();
    let count = 0;
    const encoding = encoder.encodeEach(many, {
      signal: controller.signal,
      onVectors: () => {
        count++;
        controller.abort();
      },
    });
    await expect(encoding).rejects.toMatchObject({ code: 'canceled' });
    expect(count).toBeLessThan(200);
    // The encoder is as good as before.
    expect((await encoder.encode(many.slice(0, 1))).vectors.length).toBe(7 * 384);
  });

  it('serves two calls at once', async () => {
    const [a, b] = await Promise.all([encoder.encode(sentences), encoder.encode(sentences)]);
    expect(a.vectors).toEqual(b.vectors);
  });
});

describe('attention', () => {
  it('gives a distribution over tokens for every layer, head and token', async () => {
    const occurrence = find('😀 The crane flew.', 'crane');
    const { layers, heads, tokens, weights } = await encoder.attention(occurrence);
    expect([layers, heads]).toEqual([6, 12]);
    expect(tokens.map(({ token }) => token).slice(2)).toEqual(['the', 'crane', 'flew', '.', '[SEP]']);
    expect(tokens[3]).toEqual({ token: 'crane', start: 7, end: 12 });
    expect(weights.length).toBe(6 * 12 * tokens.length ** 2);
    for (let row = 0; row < weights.length; row += tokens.length) {
      const sum = weights.subarray(row, row + tokens.length).reduce((a, b) => a + b, 0);
      expect(sum).toBeCloseTo(1, 4);
    }
  });

  it('shows the window of a long sentence', async () => {
    const text = `${'word '.repeat(500)}bank`;
    const { tokens } = await encoder.attention(find(text, 'bank'));
    expect(tokens.length).toBe(256);
    expect(tokens.at(-2)).toEqual({ token: 'bank', start: 2500, end: 2504 });
  });
});

describe('encodeCached', () => {
  it('answers from the cache what it has encoded before', async () => {
    const { vectors, windowed } = await encoders.encodeCached(encoder, sentences);
    const reports: Progress[] = [];
    const again = await encoders.encodeCached(encoder, sentences.toReversed(), {
      report: (progress) => reports.push(progress),
    });
    expect(reports).toEqual([]);
    expect(windowed).toEqual([]);
    const size = 7 * 384;
    for (const row of sentences.keys()) {
      const other = sentences.length - 1 - row;
      expect(again.vectors.subarray(other * size, (other + 1) * size)).toEqual(
        vectors.subarray(row * size, (row + 1) * size),
      );
    }
  });

  it('remembers which sentences were cut, and names occurrences by their own index', async () => {
    const long = find(`${'word '.repeat(300)}bank`, 'bank');
    const list = [...sentences, long];
    expect((await encoders.encodeCached(encoder, list)).windowed).toEqual([6]);
    expect((await encoders.encodeCached(encoder, list)).windowed).toEqual([6]);
    const blank = { text: 'new b', start: 3, end: 4 };
    await expect(encoders.encodeCached(encoder, [...list, blank])).rejects.toThrow('occurrence 7');
  });
});
