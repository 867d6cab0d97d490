import { describe, expect, it } from 'vitest';
import { needsWords, pairFiles } from '../../../src/renderer/state/pair-files.ts';

function pairs(...names: string[]): (readonly [string, string | null])[] {
  const found = pairFiles(names.map((name) => ({ name })));
  return found.map(({ main, companion }) => [main.name, companion?.name ?? null] as const);
}

describe('files that were chosen together', () => {
  it('stand alone where they hold their words', () => {
    expect(pairs('a.txt', 'b.bin.gz', 'c.parquet')).toEqual([
      ['a.txt', null],
      ['b.bin.gz', null],
      ['c.parquet', null],
    ]);
  });

  it('are one where a list of words belongs to a matrix', () => {
    expect(pairs('vectors.npy', 'words.txt')).toEqual([['vectors.npy', 'words.txt']]);
    expect(pairs('vocab', 'E.safetensors')).toEqual([['E.safetensors', 'vocab']]);
    expect(pairs('a.words.txt', 'a.npy', 'b.npy.gz', 'b.txt')).toEqual([
      ['a.npy', 'a.words.txt'],
      ['b.npy.gz', 'b.txt'],
    ]);
  });

  it('are one where they are vectors and metadata of the projector', () => {
    expect(pairs('metadata.tsv', 'vectors.tsv')).toEqual([['vectors.tsv', 'metadata.tsv']]);
    expect(pairs('word_tensors.tsv', 'word_labels.tsv')).toEqual([['word_tensors.tsv', 'word_labels.tsv']]);
  });

  it('are not guessed at where several could be meant', () => {
    expect(pairs('a.npy', 'b.npy', 'words.txt')).toEqual([
      ['a.npy', null],
      ['b.npy', null],
      ['words.txt', null],
    ]);
    expect(pairs('a.npy', 'one.txt', 'two.txt')).toEqual([
      ['a.npy', null],
      ['one.txt', null],
      ['two.txt', null],
    ]);
  });

  it('may lack their words', () => {
    expect(['a.npy', 'a.npy.xz', 'a.safetensors', 'vectors.tsv'].every(needsWords)).toBe(true);
    expect(['a.txt', 'a.bin', 'a.parquet', 'npy'].some(needsWords)).toBe(false);
  });
});
