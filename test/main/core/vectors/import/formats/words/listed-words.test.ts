import { describe, expect, it } from 'vitest';
import {
  metadataNames,
  stemOf,
  wordListNames,
} from '../../../../../../../src/main/core/vectors/import/formats/words/word-list-names.ts';
import { readWordList } from '../../../../../../../src/main/core/vectors/import/formats/words/listed-words.ts';
import { openSource } from '../../../../../../../src/main/core/vectors/import/sources/open-source.ts';
import { writeFiles } from '../npy/npy-file.ts';

async function wordsOf(content: string | Uint8Array, rowCount: number): Promise<string[]> {
  const source = await openSource(writeFiles({ 'list.txt': content }));
  try {
    const list = await readWordList(source, { name: 'x.npy', rowCount }, {});
    return Array.from({ length: rowCount }, () => {
      const next = list.next();
      return 'word' in next ? next.word : `(${next.reason})`;
    });
  } finally {
    await source.dispose();
  }
}

describe('a word list', () => {
  it.each([
    ['a\nb\nc\n', ['a', 'b', 'c']],
    ['a\nb\nc', ['a', 'b', 'c']],
    ['\ufeffa\r\nb\r\nc\r\n', ['a', 'b', 'c']],
    ['new york\n b\nc \n', ['new york', ' b', 'c ']],
    ['a\n\nc\n', ['a', '(list.txt has no word for it)', 'c']],
    ['a\nb\nc\n\n\n', ['a', 'b', 'c']],
    ['a\nb\n\n\n\n', ['a', 'b', '(list.txt has no word for it)']],
    ['a\t5\nb\t4\nc\t3\n', ['a', 'b', 'c']],
    ['count\tword\n5\ta\n4\tb\n3\tc\n', ['a', 'b', 'c']],
    ['name\tLabel\nx\ta\ny\tb\nz\tc\n', ['a', 'b', 'c']],
    ['first\tsecond\na\t1\nb\t2\nc\t3\n', ['a', 'b', 'c']],
    ['word\na\nb\nc\n', ['a', 'b', 'c']],
    ['word\nname\nlabel\n', ['word', 'name', 'label']],
    ['a\tb\nc\nd', ['a\tb', 'c', 'd']],
  ])('reads %j', async (content, expected) => {
    expect(await wordsOf(content, 3)).toEqual(expected);
  });

  it('skips a word that is not UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from('a\nca'), Buffer.from([0xff]), Buffer.from('\nb\n')]);
    expect(await wordsOf(bytes, 3)).toEqual(['a', '(its word in list.txt is not valid UTF-8)', 'b']);
  });

  it.each([
    ['a\nb\n', 3, 'list.txt has 2 words, x.npy has 3 rows: expected a word for each row'],
    ['a\nb\nc\nd\n', 3, 'list.txt has 4 words, x.npy has 3 rows'],
    ['', 3, 'list.txt has 0 words, x.npy has 3 rows'],
    ['a\n', 0, 'list.txt has 1 word, x.npy has 0 rows'],
    ['a\n'.repeat(100_000), 3, 'list.txt has 100000 words, x.npy has 3 rows'],
    ['the 1 2 3 4 5\nof 1 2 3 4 5\n', 2, 'expected a word on each line, found a word and its numbers'],
    ['a\u0000b\n', 1, 'expected a word on each line, found binary data'],
    ['a'.repeat(3_000_000), 1, 'list.txt line 1 is longer than 1 MB'],
  ])('refuses %.20j', async (content, rowCount, message) => {
    await expect(wordsOf(content, rowCount)).rejects.toMatchObject({ code: 'bad-file' });
    await expect(wordsOf(content, rowCount)).rejects.toThrow(message);
  });

  it('is looked for under the names that are usual', () => {
    expect(stemOf('glove.6B.npy')).toBe('glove.6B');
    expect(stemOf('.npy')).toBe('.npy');
    expect(wordListNames('x.npy')).toEqual(
      expect.arrayContaining(['x.words.txt', 'x.vocab', 'x.txt', 'vocab.txt', 'words.txt']),
    );
    expect(metadataNames('vectors.tsv')[0]).toBe('metadata.tsv');
    expect(metadataNames('vecs.tsv')[0]).toBe('meta.tsv');
    expect(metadataNames('word2vec_10000_tensors.tsv')).toContain('word2vec_10000_labels.tsv');
  });
});
