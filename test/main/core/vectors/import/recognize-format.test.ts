import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { fixture, readVectorFile } from '../support.ts';
import { buildZip } from './sources/archives/zip-builder.ts';
import { write } from './sources/support.ts';

const zeros = Buffer.alloc(600);
const tar = Buffer.concat([Buffer.from('vectors.txt'), zeros]);
tar.write('ustar', 257);
const latin1 = (text: string): Buffer => Buffer.concat([Buffer.from(text, 'latin1'), zeros]);

describe('files that are no vectors', () => {
  it.each([
    [
      'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n',
      'a Git LFS pointer',
      'git lfs pull',
    ],
    ['\n<!DOCTYPE html><html><body>Sign in</body></html>', 'an HTML page', 'download the file itself'],
    ['<html lang="en">\n<head></head>', 'an HTML page', 'download'],
    ['<?xml version="1.0"?><vectors/>', 'XML', 'write a word and its numbers on each line'],
    ['{"the": [0.1, 0.2]}', 'JSON', 'write a word'],
    ['[[0.1, 0.2], [0.3, 0.4]]\n', 'JSON', 'write a word'],
    ['\ufeff{\n  "words": []\n}', 'JSON', 'write a word'],
    ['%PDF-1.7\n%âãÏÓ', 'a PDF document', 'the vectors themselves'],
    [Buffer.from('\ufeffthe 0.1 0.2\n', 'utf16le'), 'text in UTF-16', 'save it as UTF-8'],
    ['word,x,y\nthe,0.1,0.2\n'.slice(9), 'a table with commas', 'put spaces or tabs there'],
    ['(dp0\nVthe\np1\ncnumpy._core.multiarray\n_reconstruct\n', 'a Python pickle', 'numpy.save'],
    [latin1('\x80\x02}q\x00X\x03\x00\x00\x00the'), 'a Python pickle', 'runs whatever code is in it'],
    [latin1('\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.\x80\x02M\xe9\x03.'), 'a PyTorch file', 'numpy.save'],
    [latin1('\x89HDF\r\n\x1a\n'), 'an HDF5 file', 'numpy.save'],
    [latin1('GGUF\x03\0\0\0'), 'a GGUF model', 'numpy.save'],
    [latin1('\x08\x07\x12\x07pytorch\x1a\x05'), 'an ONNX or TensorFlow model', 'numpy.save'],
    [latin1('\x1c\0\0\0TFL3'), 'a TensorFlow Lite model', 'numpy.save'],
    [latin1('SQLite format 3\0'), 'a SQLite database', 'write a word'],
    [latin1('ARROW1\0\0'), 'an Arrow file', 'write it as Parquet'],
    [latin1('IxFI\x64\0\0\0'), 'a Faiss index', 'numpy.save'],
    [latin1('RDX3\nX\n\0\0\0\x03'), 'a file of R data', 'write a word'],
    [tar, 'a tar archive', 'unpack it first'],
    [gzipSync(tar), 'a tar archive', 'unpack it first'],
    [latin1('7z\xbc\xaf\x27\x1c'), 'a 7-Zip archive', 'unpack it first'],
    [latin1('Rar!\x1a\x07\x01\0'), 'a RAR archive', 'unpack it first'],
    [latin1(']\0\0\x80\0\xff\xff\xff\xff\xff\xff\xff\xff\0'), 'packed by lzma', 'unpack it first'],
    [gzipSync(gzipSync('the 0.1\n')), 'packed twice, by gzip within', 'unpack it once'],
    [latin1('\x89PNG\r\n\x1a\n'), 'a picture', 'the vectors themselves'],
    [latin1('\xff\xd8\xff\xe0\0\x10JFIF'), 'a picture', 'the vectors themselves'],
    [latin1('\x7fELF\x02\x01'), 'a program', 'the vectors themselves'],
  ])('are refused with what they are and what to do: %j', async (content, what, advice) => {
    for (const format of [undefined, 'word2vec-binary']) {
      const reading = readVectorFile(write('v.bin', content), format === undefined ? {} : { format });
      await expect(reading).rejects.toMatchObject({ code: 'bad-file' });
      await expect(reading).rejects.toThrow(`v.bin is ${what}`);
      await expect(reading).rejects.toThrow(advice);
    }
  });

  it.each([
    ['gensim.kv', 'a gensim file of word vectors', "KeyedVectors.load('FILE').save_word2vec_format"],
    ['gensim-word2vec.model', 'a gensim model', "Word2Vec.load('FILE').wv.save_word2vec_format"],
    ['gensim-fasttext.model', 'a gensim FastText model', 'save_facebook_model'],
  ])('are refused with the call that converts them: %s', async (name, what, call) => {
    const reading = readVectorFile(fixture(`word2vec/${name}`));
    await expect(reading).rejects.toThrow(`${name} is ${what}, which is a Python pickle`);
    await expect(reading).rejects.toThrow(call);
  });

  it.each([
    ['archive/data.pkl', 'a PyTorch file'],
    ['model.weights.h5', 'a Keras model'],
    ['[Content_Types].xml', 'an office document'],
    ['META-INF/MANIFEST.MF', 'a program'],
  ])('are refused where an archive shows what it is: %s', async (path, what) => {
    const files = [path, 'archive/data/0'].map((member) => ({ path: member, content: zeros }));
    await expect(readVectorFile(write('v.zip', buildZip(files)))).rejects.toThrow(`v.zip is ${what}`);
  });

  it('are refused with the formats there are where nothing is known of them', async () => {
    await expect(readVectorFile(write('v.bin', Buffer.alloc(99, 3)))).rejects.toThrow(
      /^v\.bin: expected word vectors, found binary data in none of the formats fasttext, .*glove$/,
    );
    await expect(readVectorFile(write('v.txt', 'Dear all,\nplease\n'))).rejects.toThrow(
      'v.txt: expected word vectors, each line a word and its numbers',
    );
    await expect(readVectorFile(write('v.txt', ''))).rejects.toThrow('v.txt is empty');
  });
});

describe('formats', () => {
  it('are not mistaken for something else by their first word', async () => {
    for (const word of [
      '{',
      '[',
      '<html>',
      '%PDF-',
      'RIFF',
      'BZh9',
      'version',
      'MZ',
      'GGUF',
      'PK',
      '(dp0',
      'ID3',
    ]) {
      const { format, rows } = await readVectorFile(write('v.txt', `${word} 0.1 0.2\nthe 0.3 0.4\n`));
      expect({ format, first: rows[0]![0] }).toEqual({ format: 'glove', first: word });
    }
  });

  it('are told by content, not by the name', async () => {
    const content = readFileSync(fixture('word2vec/gensim.bin'));
    expect((await readVectorFile(write('vectors.txt', content))).format).toBe('word2vec-binary');
    expect((await readVectorFile(write('vectors.bin', 'the 1 2\n'))).format).toBe('glove');
  });

  it('can be forced', async () => {
    const path = write('v.vec', '2 2\na 1 2\nb 3 4\n');
    expect((await readVectorFile(path, { format: 'fasttext-text' })).format).toBe('word2vec');
    expect(await readVectorFile(path, { format: 'glove' })).toMatchObject({
      format: 'glove',
      skippedCount: 1,
    });
    await expect(readVectorFile(path, { format: 'word2vec-binary' })).rejects.toMatchObject({
      code: 'bad-file',
    });
    const reading = readVectorFile(path, { format: 'glvoe' });
    await expect(reading).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(reading).rejects.toThrow('unknown format glvoe: expected one of fasttext, npy,');
  });
});
