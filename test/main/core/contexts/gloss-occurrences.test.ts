import { describe, expect, it } from 'vitest';
import { chooseOccurrences, gatherTexts } from '../../../../src/main/core/contexts/gloss-occurrences.ts';

const vocabulary = ['the', 'bank', 'river', 'well-known', 'heron'];
const ranks = new Map(vocabulary.map((word, rank) => [word, rank]));
const choice = {
  rankOf: (word: string) => ranks.get(word),
  words: vocabulary.length,
  mostPerWord: 2,
  fewestPerWord: 1,
  seed: 1,
};
const texts = {
  examples: ['The bank of the river', 'the bank', 'a well-known bank', 'the river'],
  definitions: ['a heron on the bank of the river', 'the the the'],
};

describe('chooseOccurrences', () => {
  it('takes each word up to the limit, once in a text, with its place', async () => {
    const { occurrences, ranks: chosen } = await chooseOccurrences(texts, choice);
    for (const rank of vocabulary.keys()) {
      const places = occurrences.filter((_, at) => chosen[at] === rank);
      expect(places.length).toBeLessThanOrEqual(2);
      expect(new Set(places.map(({ text }) => text)).size).toBe(places.length);
      for (const { text, start, end } of places) {
        expect(text.slice(start, end).toLowerCase()).toBe(vocabulary[rank]);
      }
    }
  });

  it('takes examples before definitions', async () => {
    const { occurrences } = await chooseOccurrences(texts, choice);
    const river = occurrences.filter(({ text, start, end }) => text.slice(start, end) === 'river');
    expect(river.map(({ text }) => text).sort()).toEqual(['The bank of the river', 'the river']);
  });

  it('leaves out words with too few occurrences and words beyond the vocabulary’s part', async () => {
    const { ranks: chosen } = await chooseOccurrences(texts, { ...choice, fewestPerWord: 2, words: 3 });
    expect([...new Set(chosen)].sort()).toEqual([0, 1, 2]);
  });

  it('chooses the same again for the same seed, and stops when canceled', async () => {
    expect(await chooseOccurrences(texts, choice)).toEqual(await chooseOccurrences(texts, choice));
    await expect(chooseOccurrences(texts, choice, AbortSignal.abort())).rejects.toThrow(
      expect.objectContaining({ code: 'canceled' }),
    );
  });
});

describe('gatherTexts', () => {
  it('takes each text once', async () => {
    const glosses = [
      { definition: 'a bank', examples: ['the bank', 'the bank'] },
      { definition: 'a bank', examples: [] },
      { definition: '', examples: ['a river'] },
    ];
    expect(await gatherTexts(glosses)).toEqual({
      examples: ['the bank', 'a river'],
      definitions: ['a bank'],
    });
  });
});
