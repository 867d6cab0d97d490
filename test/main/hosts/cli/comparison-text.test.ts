import { describe, expect, it } from 'vitest';
import { comparisonText, type Comparison } from '../../../../src/main/hosts/cli/comparison-text.ts';

const mark = {
  bold: (text: string) => `*${text}*`,
  dim: (text: string) => text,
  accent: (text: string) => text,
};
const words = (...list: string[]): { word: string; similarity: number }[] =>
  list.map((word) => ({ word, similarity: 0.5 }));

const none = { origin: '2 sentences', occurrences: [] };

function comparison(count: number): Comparison {
  const occurrence = {
    ...{ text: 'The bank of the river.', start: 4, end: 8, sense: 'bank.n.01', ownSimilarity: 0.6 },
    ...{ neighbors: words('river'), staticNeighbors: words('banks'), wordsAround: [] },
  };
  return {
    ...{ word: 'bank', layer: 6, contrast: 0.5, map: null, anisotropy: 0.044 },
    occurrences: Array.from({ length: count }, () => occurrence),
    similarities: Array.from({ length: count }, () => Array.from({ length: count }, () => 0.25)),
  };
}

describe('comparisonText', () => {
  it('marks the word, shows three readings and the matrix beside its baseline', () => {
    const occurrences = [{ label: 'sloping land', folded: ['banks', 'banked'] }, { folded: [] }];
    const text = comparisonText(comparison(2), { origin: "WordNet's examples", occurrences }, mark);
    expect(text).toContain('The *bank* of the river.  · sloping land (bank.n.01)');
    expect(text).toContain("*bank* · WordNet's examples · layer 6");
    expect(text).toContain('in context    river  (own forms left out: banks, banked)\n');
    expect(text).toContain('in context    river\n');
    expect(text).toContain('on the map    banks');
    expect(text).toContain('words around  –');
    expect(text).toContain('two random words: 0.04');
    expect(text).toContain('   1     ·   .25');
    expect(text).toContain('no map leads to this set');
  });

  it('shows no matrix for one occurrence, and says where a wide one is', () => {
    expect(comparisonText(comparison(1), none, mark)).not.toContain('similarity');
    expect(comparisonText(comparison(20), none, mark)).toContain('20 occurrences: see --json');
  });
});
