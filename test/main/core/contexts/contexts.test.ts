import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/main/core/contexts/random.ts';
import { builtInEncoder, builtInSet } from '../../../../src/shared/domain.ts';
import { openContextsBench, type ContextsBench } from '../../../support/contexts.ts';

const encoder = builtInEncoder;
const set = builtInSet;
const dimensions = 12;

/** A stand-in for GloVe: common words with seeded vectors, under its name. */
async function addVocabulary({ deps }: ContextsBench): Promise<void> {
  const common =
    'the of a or in to and that an for with by is used as be from on which something person state quality being ' +
    'body act not one small large water group time part having between organism money bank river cause who plant animal action';
  const words = common.split(' ');
  const random = createRandom(11);
  const vectors = Float32Array.from({ length: words.length * dimensions }, () => random() - 0.4);
  await deps.sets.add({ set, words, vectors, source: 'test' });
}

const occurrences = [
  { text: 'the bank of the river', start: 4, end: 8 },
  { text: 'money in the bank', start: 13, end: 17 },
  { text: 'a bank account', start: 2, end: 6 },
];

describe('contexts before anything was made', () => {
  let bench: ContextsBench;
  beforeAll(async () => {
    bench = await openContextsBench({ bareData: true, glosses: 1500 });
    await addVocabulary(bench);
  });
  afterAll(() => bench.dispose());

  it('offers the app’s own sentences first, then WordNet’s by sense, each with the word’s place', async () => {
    const senses = await bench.contexts.handlers['contexts.examples']({ word: 'Bank' }, bench.call());
    expect(senses.slice(0, 2).map(({ id }) => id)).toEqual(['sample:river', 'sample:money']);
    expect(senses.find(({ id }) => id === 'bank.n.01')?.label).toBe('sloping land');
    for (const { occurrences: found } of senses) {
      expect(found.length).toBeGreaterThan(0);
      for (const { text, start, end } of found) expect(text.slice(start, end)).toMatch(/^bank/i);
    }
  });

  it('offers nothing for a word that has no sentence', async () => {
    expect(await bench.contexts.handlers['contexts.examples']({ word: 'qwerty' }, bench.call())).toEqual([]);
  });

  it('says where a word stands, or that it does not', () => {
    const { handlers } = bench.contexts;
    expect(handlers['contexts.find']({ word: 'bank', text: 'two banks' }, bench.call())).toEqual([
      { text: 'two banks', start: 4, end: 9 },
    ]);
    expect(() => handlers['contexts.find']({ word: 'bank', text: 'a river' }, bench.call())).toThrow(
      expect.objectContaining({ code: 'word-not-in-sentence' }),
    );
  });

  it('reads by the words around alone where neither twin nor map was made', async () => {
    const input = {
      encoder,
      set,
      word: 'bank',
      occurrences,
      layer: -1,
      contrast: 0.5,
      top: 3,
      foldForms: true,
    };
    const answer = await bench.contexts.handlers['contexts.read'](input, bench.call());
    expect(answer.layer).toBe(6);
    expect(answer.map).toBeNull();
    for (const reading of answer.readings) {
      expect(reading).toMatchObject({ ownSimilarity: null, twin: null, static: null });
    }
    // None of "the bank of the river" is beyond the 150 most frequent words here.
    expect(answer.readings[0]?.wordsAround).toBeNull();
  });

  it('says which map a path lacks, and which layers an encoder has', async () => {
    const { handlers } = bench.contexts;
    await expect(
      handlers['contexts.path']({ encoder, set, occurrences, words: 20, neighbors: 3 }, bench.call()),
    ).rejects.toThrow(expect.objectContaining({ code: 'not-ready', details: { encoder, set } }));
    const input = {
      encoder,
      set,
      word: 'bank',
      occurrences,
      layer: 9,
      contrast: 0.5,
      top: 3,
      foldForms: true,
    };
    await expect(handlers['contexts.read'](input, bench.call())).rejects.toThrow(/layers 0 to 6/);
  });

  it('shows similarities beside a baseline from sampled sentences', async () => {
    const { similarities, anisotropy, layers } = await bench.contexts.handlers['contexts.similarities'](
      { encoder, occurrences },
      bench.call(),
    );
    expect(similarities).toHaveLength(layers * 9);
    for (let layer = 0; layer < layers; layer++) {
      const matrix = similarities.subarray(layer * 9, layer * 9 + 9);
      expect([matrix[0], matrix[4], matrix[8]]).toEqual([1, 1, 1]);
      expect(matrix[1]).toBe(matrix[3]);
    }
    expect(anisotropy).toHaveLength(layers);
    // Ethayarajh's effect: middle layers are far from isotropic.
    expect(anisotropy[4]).toBeGreaterThan(anisotropy[0]! + 0.05);
  });

  it('makes no twin when canceled, and keeps nothing', async () => {
    const controller = new AbortController();
    const call = bench.call(controller.signal);
    const making = bench.contexts.handlers['encoders.makeTwin']({ encoder }, call);
    controller.abort();
    await expect(making).rejects.toThrow(expect.objectContaining({ code: 'canceled' }));
    expect((await bench.contexts.additionsOf(encoder)).twinLayers).toEqual([]);
  });
});

describe('contexts after twin and maps were made', () => {
  let bench: ContextsBench;
  beforeAll(async () => {
    bench = await openContextsBench({ bareData: true, glosses: 250 });
    await addVocabulary(bench);
  });
  afterAll(() => bench.dispose());

  it('makes the twin of all layers once for all who ask, with progress, as a set too', async () => {
    const { handlers } = bench.contexts;
    const calls = [bench.call(), bench.call()];
    const made = await Promise.all(
      calls.map(async (call) => handlers['encoders.makeTwin']({ encoder }, call)),
    );
    for (const info of made) expect(info.twinLayers).toEqual([0, 1, 2, 3, 4, 5, 6]);
    for (const { reports } of calls) {
      expect(reports.at(-1)?.phase).toBe('save');
      expect(reports.some(({ phase, done, total }) => phase === 'encode' && done === total)).toBe(true);
    }
    expect(bench.deps.sets.list().map((info) => info.set)).toContain(`${encoder}-twin-6`);
    const twinSet = await bench.deps.sets.open(`${encoder}-twin-6`);
    expect(twinSet.rankOf('the')).toBe(0);
    await bench.contexts.publishTwins();
    expect(bench.lines).toEqual([]);
  });

  it('fits maps of all layers and keeps them', async () => {
    const call = bench.call();
    const quality = await bench.contexts.handlers['encoders.fitMaps']({ encoder, set }, call);
    expect(quality.map(({ layer }) => layer)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(quality[0]?.heldOutWords).toBeGreaterThan(0);
    expect(call.reports.some(({ phase }) => phase === 'fit')).toBe(true);
    expect((await bench.contexts.additionsOf(encoder)).mappedSets).toEqual([set]);
  });

  it('fits no map to a set of hardly any words', async () => {
    const words = ['bank', 'river', 'money'];
    await bench.deps.sets.add({ set: 'tiny', words, vectors: new Float32Array(6).fill(1), source: 'test' });
    const fitting = bench.contexts.handlers['encoders.fitMaps']({ encoder, set: 'tiny' }, bench.call());
    await expect(fitting).rejects.toMatchObject({
      code: 'not-ready',
      message: expect.stringMatching(/^tiny has \d words .* at least 30$/) as string,
    });
    await bench.deps.sets.remove('tiny');
  });

  it('reads at every layer; at dial 0 of layer 0 a word reads as itself', async () => {
    const act = [{ text: 'a kind act of yours', start: 7, end: 10 }];
    for (const layer of [0, 3, 6]) {
      const { readings, map } = await bench.contexts.handlers['contexts.read'](
        { encoder, set, word: 'act', occurrences: act, layer, contrast: 0, top: 5, foldForms: true },
        bench.call(),
      );
      expect(map).not.toBeNull();
      const [reading] = readings;
      expect(reading?.static?.neighbors).toHaveLength(5);
      expect(reading?.twin?.neighbors).toHaveLength(5);
      if (layer > 0) continue;
      expect(reading?.twin?.neighbors[0]?.word).toBe('act');
      expect(reading?.ownSimilarity).toBeCloseTo(reading?.twin?.neighbors[0]?.similarity ?? 0, 5);
    }
  });

  it('leads occurrences through the map, layer by layer', async () => {
    const answer = await bench.contexts.handlers['contexts.path'](
      { encoder, set, occurrences, words: 20, neighbors: 4 },
      bench.call(),
    );
    expect(answer.indices).toHaveLength(3 * 7 * 4);
    expect(Math.max(...answer.indices)).toBeLessThan(20);
    for (let row = 0; row < 21; row++) {
      const distances = [...answer.distances.subarray(4 * row, 4 * row + 4)];
      expect(distances).toEqual([...distances].sort((a, b) => a - b));
    }
  });

  it('forgets maps when their set is replaced', async () => {
    await bench.deps.sets.remove(set);
    await addVocabulary(bench);
    expect((await bench.contexts.additionsOf(encoder)).mappedSets).toEqual([]);
    const input = { encoder, set, word: 'bank', occurrences, layer: 6, contrast: 1, top: 3, foldForms: true };
    const { map, readings } = await bench.contexts.handlers['contexts.read'](input, bench.call());
    expect(map).toBeNull();
    expect(readings[0]?.twin).not.toBeNull();
  });
});
