import { describe, expect, it } from 'vitest';
import type { ExampleSense } from '../../../src/shared/domain.ts';
import { startExamples } from '../../../src/renderer/state/start-examples.ts';

function sense(id: string, source: 'sample' | 'wordnet', texts: readonly string[]): ExampleSense {
  const occurrences = texts.map((text) => ({ text, start: 0, end: 1 }));
  return { id, label: id, gloss: '', source, occurrences };
}

const ids = (senses: readonly ExampleSense[]): string[] => startExamples(senses).map(({ sense }) => sense.id);

describe('the sentences that a word starts with', () => {
  it('are two of each sample sense, and none of WordNet beside them', () => {
    const senses = [
      sense('river', 'sample', ['a', 'b', 'c']),
      sense('money', 'sample', ['d', 'e']),
      sense('bank.n.01', 'wordnet', ['f']),
    ];
    expect(ids(senses)).toEqual(['river', 'river', 'money', 'money']);
  });

  it("come from WordNet's first three senses with examples where there are no samples", () => {
    const senses = ['1', '2', '3', '4', '5'].map((id) =>
      sense(id, 'wordnet', id === '2' ? [] : ['x', 'y', 'z']),
    );
    expect(ids(senses)).toEqual(['1', '1', '3', '3', '4', '4']);
  });

  it('prefer short sentences', () => {
    const long = 'x'.repeat(300);
    expect(
      startExamples([sense('1', 'wordnet', [long, 'b', 'c'])]).map(({ occurrence }) => occurrence.text),
    ).toEqual(['b', 'c']);
  });

  it('are none where there are no examples', () => {
    expect(startExamples([])).toEqual([]);
  });
});
