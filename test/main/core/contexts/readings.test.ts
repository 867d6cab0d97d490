import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  builtInEncoder as encoder,
  builtInSet as set,
  type ExampleSense,
  type Occurrence,
  type Reading,
} from '../../../../src/shared/domain.ts';
import type { ProcedureOutput } from '../../../../src/shared/contract.ts';
import { twinRecipe } from '../../../../src/main/core/contexts/build-twin.ts';
import { chooseOccurrences, gatherTexts } from '../../../../src/main/core/contexts/gloss-occurrences.ts';
import { isHeldOut, mapRecipe } from '../../../../src/main/core/contexts/map-recipe.ts';
import { addScaled, dot, rowOf, toUnit } from '../../../../src/main/core/contexts/row-math.ts';
import { readTwinHeader, readTwinLayer } from '../../../../src/main/core/contexts/shipped-twin.ts';
import { createTwinReader } from '../../../../src/main/core/contexts/twin-reader.ts';
import { dataDir, openContextsBench, type ContextsBench } from '../../../support/contexts.ts';
import { chooseSense, senseKeywords } from '../../../support/sense-keywords.ts';

type Readings = ProcedureOutput<'contexts.read'>['readings'];

let bench: ContextsBench;
beforeAll(async () => {
  bench = await openContextsBench();
  // The first reading would import GloVe by itself; here it takes the time of the hook.
  await bench.deps.sets.open(set);
}, 120_000);
afterAll(() => bench.dispose());

async function read(
  word: string,
  occurrences: Occurrence[],
  options: { contrast?: number; top?: number; foldForms?: boolean; layer?: number } = {},
): Promise<Readings> {
  const input = { contrast: 0.5, top: 8, foldForms: true, layer: -1, ...options };
  const answer = await bench.contexts.handlers['contexts.read'](
    { encoder, set, word, occurrences, ...input },
    bench.call(),
  );
  return answer.readings;
}

async function find(word: string, ...texts: string[]): Promise<Occurrence[]> {
  const found = await Promise.all(
    texts.map(async (text) => bench.contexts.handlers['contexts.find']({ word, text }, bench.call())),
  );
  return found.map((places) => places[0]!);
}

async function samplesOf(word: string): Promise<ExampleSense[]> {
  const senses = await bench.contexts.handlers['contexts.examples']({ word }, bench.call());
  return senses.filter(({ source }) => source === 'sample');
}

const wordsOf = (reading: { neighbors: { word: string }[] } | null | undefined): string[] =>
  reading?.neighbors.map(({ word }) => word) ?? [];

describe('the context dial', () => {
  const river = 'I sat on the bank of the river and watched the water.';
  const money = 'She deposited the money in the bank.';

  it('reads the word at 0, and what the sentence adds to it at 1', async () => {
    const occurrences = await find('bank', river, money);
    const [word] = await read('bank', occurrences, { contrast: 0 });
    expect(wordsOf(word?.twin)[0]).toBe('bank');
    const [water, cash] = await read('bank', occurrences, { contrast: 1 });
    expect(wordsOf(water?.twin)).toEqual(expect.arrayContaining(['river', 'tributaries']));
    expect(wordsOf(cash?.twin)).toEqual(expect.arrayContaining(['deposited', 'cash', 'money']));
    for (const reading of [water, cash]) expect(wordsOf(reading?.twin)).not.toContain('bank');
  });

  it('gives at 0.5 what could stand in its place, the word’s own forms folded away', async () => {
    const [water, cash] = await read('bank', await find('bank', river, money));
    expect(wordsOf(water?.twin)).toEqual(expect.arrayContaining(['bank', 'river', 'tributary']));
    expect(wordsOf(cash?.twin)).toEqual(expect.arrayContaining(['bank', 'money', 'cash']));
    expect(water?.twin?.folded).toEqual(expect.arrayContaining(['banks', 'banked', 'banking']));
  });

  it('shows the forms when they are not folded', async () => {
    const [water, cash] = await read('bank', await find('bank', river, money), { top: 6, foldForms: false });
    expect(wordsOf(water?.twin).slice(0, 4).sort()).toEqual(['bank', 'banked', 'banks', 'river']);
    expect(wordsOf(cash?.twin)).toEqual(expect.arrayContaining(['bank', 'banks', 'banking']));
    expect(water?.twin?.folded).toEqual([]);
  });

  it('takes nothing out before the first block, where a vector holds nothing of its sentence', async () => {
    const occurrences = await find('bank', river, money);
    for (const reading of await read('bank', occurrences, { contrast: 1, layer: 0 }))
      expect(wordsOf(reading.static).slice(0, 3)).toContain('bank');
  });

  it('reads a fruit and a company', async () => {
    const [fruit, company] = await read(
      'apple',
      await find('apple', 'This apple tastes sweet.', 'Apple released a new phone.'),
    );
    expect(wordsOf(fruit?.twin)).toEqual(expect.arrayContaining(['fruit', 'pear']));
    expect(wordsOf(company?.twin).some((word) => /phone|device|electronic/.test(word))).toBe(true);
    expect(fruit?.ownSimilarity).toBeGreaterThan(company?.ownSimilarity ?? 1);
  });

  it('reads an inflected form by its lemma', async () => {
    const [mice] = await read('mouse', await find('mouse', 'Mice had chewed through the sack of grain.'));
    expect(wordsOf(mice?.twin)).toEqual(expect.arrayContaining(['rodent']));
    expect(mice?.twin?.folded).toContain('mice');
  });

  it('reads a word that the twin lacks, with its own direction taken from its sentences', async () => {
    const occurrences = await find(
      'iphone',
      'My iPhone rang during the meeting.',
      'She dropped her iPhone and the screen broke.',
      'The new iPhone has a better camera.',
    );
    const at0 = await read('iphone', occurrences, { contrast: 0 });
    const at1 = await read('iphone', occurrences, { contrast: 1 });
    for (const reading of at0) expect(reading.ownSimilarity).toBeNull();
    expect(wordsOf(at0[0]?.twin).length).toBe(8);
    expect(wordsOf(at1[2]?.twin)).toContain('camera');
  });
});

type Kind = 'twin' | 'static' | 'wordsAround';

interface Choice {
  readonly word: string;
  readonly isRight: Readonly<Record<Kind, boolean>>;
}

/** For every sample sentence whether each reading's nearest words choose the sense it was written for. */
async function chooseSenses(contrast: number): Promise<Choice[]> {
  const choices: Choice[] = [];
  for (const word of Object.keys(senseKeywords)) {
    const senses = await samplesOf(word);
    const labels = senses.flatMap(({ label, occurrences }) => occurrences.map(() => label));
    const occurrences = senses.flatMap((sense) => sense.occurrences);
    const readings = await read(word, occurrences, { contrast, top: 300, foldForms: false });
    for (const [at, reading] of readings.entries()) {
      const isRight = (long: Reading | null): boolean =>
        long !== null && chooseSense(word, long) === labels[at];
      choices.push({
        word,
        isRight: {
          twin: isRight(reading.twin),
          static: isRight(reading.static),
          wordsAround: isRight(reading.wordsAround),
        },
      });
    }
  }
  return choices;
}

function accuracy(choices: readonly Choice[], kind: Kind): number {
  return choices.filter(({ isRight }) => isRight[kind]).length / choices.length;
}

describe('readings of the 179 sample sentences', () => {
  const picked = new Set(['bank', 'bass', 'seal', 'spring', 'apple', 'mouse', 'crane']);
  let half: Choice[];
  let whole: Choice[];
  beforeAll(async () => {
    half = await chooseSenses(0.5);
    whole = await chooseSenses(1);
  }, 120_000);

  it('tell senses apart at the default dial', () => {
    expect(half).toHaveLength(179);
    expect(accuracy(half, 'twin')).toBeGreaterThan(0.7);
    expect(accuracy(half, 'static')).toBeGreaterThan(0.7);
    expect(accuracy(half, 'wordsAround')).toBeGreaterThan(0.8);
  });

  it('tell them apart better when the word itself is taken out', () => {
    expect(accuracy(whole, 'twin')).toBeGreaterThan(accuracy(half, 'twin'));
    expect(accuracy(whole, 'twin')).toBeGreaterThan(0.85);
  });

  it('are right for the words that the app shows first', () => {
    const seven = (choices: readonly Choice[]): Choice[] => choices.filter(({ word }) => picked.has(word));
    expect(accuracy(seven(half), 'twin')).toBeGreaterThan(0.75);
    expect(accuracy(seven(whole), 'twin')).toBeGreaterThan(0.85);
  });
});

describe('what ships', () => {
  it('is the twin that this code makes: means of the chosen occurrences', async () => {
    const { deps } = bench;
    const vocabulary = await deps.sets.open(set);
    const texts = await gatherTexts(deps.wordNet.glosses());
    const chosen = await chooseOccurrences(texts, {
      ...twinRecipe,
      rankOf: (word) => vocabulary.rankOf(word),
    });
    const model = await deps.encoders.open(encoder);
    const header = readTwinHeader(dataDir, model);
    expect(chosen.occurrences).toHaveLength(header?.occurrences ?? 0);
    const twin = createTwinReader(readTwinLayer(dataDir, header!, 6)!, deps.kernels);
    for (const word of ['crane', 'river', 'quickly']) {
      const rank = vocabulary.rankOf(word);
      const own = chosen.occurrences.filter((_, at) => chosen.ranks[at] === rank);
      const { vectors } = await model.encode(own, { layers: [6] });
      const mean = new Float32Array(model.dimensions);
      for (let at = 0; at < own.length; at++) {
        addScaled(mean, toUnit(rowOf(vectors, at, model.dimensions)), 1 / own.length);
      }
      const shipped = twin.meanOccurrence(word)!;
      expect(dot(toUnit(shipped), toUnit(mean)), word).toBeGreaterThan(0.9999);
      expect(dot(shipped, shipped) / dot(mean, mean), word).toBeCloseTo(1, 2);
    }
    twin.dispose();
  });

  it('are maps that lead words which the fit never saw to their own static word', async () => {
    const vocabulary = await bench.deps.sets.open(set);
    const { examples } = await gatherTexts(bench.deps.wordNet.glosses());
    const { occurrences, ranks } = await chooseOccurrences(
      { examples: examples.slice(0, 9000), definitions: [] },
      {
        ...mapRecipe,
        mostPerWord: 1,
        rankOf: (word) => (isHeldOut(word) ? vocabulary.rankOf(word) : undefined),
      },
    );
    const kept = occurrences.slice(0, 300);
    const { layers, indices } = await bench.contexts.handlers['contexts.path'](
      { encoder, set, occurrences: kept, words: 50_000, neighbors: 10 },
      bench.call(),
    );
    const share = (layer: number): number =>
      kept.filter((_, at) => {
        const first = (at * layers + layer) * 10;
        return indices.subarray(first, first + 10).includes(ranks[at]!);
      }).length / kept.length;
    expect(share(0)).toBeGreaterThan(0.8);
    expect(share(6)).toBeGreaterThan(0.65);
  });
});
