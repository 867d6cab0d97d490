/** A kind of file that is no file of word vectors, or one that cannot be read: how to tell it, and what to do about it. */
export interface KnownFile {
  /** Goes on after "FILE is". */
  readonly what: string;
  /** What a person can do, after a colon. */
  readonly advice: string;
  readonly matches: (head: Buffer) => boolean;
}

/** Whether a file has these bytes, given as latin1, at a place. */
function bytes(expected: string, at = 0): (head: Buffer) => boolean {
  return (head) => head.toString('latin1', at, at + expected.length) === expected;
}

/** Whether the first bytes of a file, taken as latin1 without a byte order mark, look like this. */
function text(pattern: RegExp): (head: Buffer) => boolean {
  return (head) => pattern.test(head.toString('latin1', 0, 4096).replace(/^\u00ef\u00bb\u00bf/, ''));
}

/** Whether it is a pickle, by any protocol, that names something like this. */
function pickle(pattern: RegExp): (head: Buffer) => boolean {
  const begins = /^(\x80[\x01-\x05]|\((dp?0?\n|lp?0?\n)|c[\w.]+\n\w+\n)/;
  return (head) => {
    const start = head.toString('latin1');
    return begins.test(start) && pattern.test(start);
  };
}

const unpackFirst = 'unpack it first, and import the file of vectors in it';
const intoText = 'write a word and its numbers on each line, divided by spaces';
const packedTwice = 'unpack it once, and import the result';
const pickleDanger = 'Loading one runs whatever code is in it, so it is never opened here';
const exportWeights =
  'save the matrix of its input embeddings by numpy.save beside a list of its words, and import the .npy';

/** The first that matches is meant: special kinds stand before general ones. */
export const knownFiles: readonly KnownFile[] = [
  {
    what: 'a Git LFS pointer, not the file itself',
    advice: 'fetch the file by git lfs pull',
    matches: text(/^version https:\/\/git-lfs\.github\.com\/spec\//),
  },
  {
    what: 'an HTML page',
    advice: 'the download led to a page instead of the file; download the file itself',
    matches: text(/^\s*(<!--[\s\S]*?-->\s*)?<(!doctype html|html|head|body)\b/i),
  },
  { what: 'XML', advice: intoText, matches: text(/^\s*<\?xml\b/i) },
  { what: 'JSON', advice: intoText, matches: text(/^\s*(\{\s*["}]|\[\s*([[{"]|-?\d[\d.eE+-]*\s*,))/) },
  { what: 'a PDF document', advice: 'import the vectors themselves', matches: bytes('%PDF-') },
  { what: 'an RTF document', advice: 'save it as plain text', matches: bytes('{\\rtf') },
  {
    what: 'text in UTF-16 or UTF-32',
    advice: 'save it as UTF-8 (iconv -f UTF-16 -t UTF-8)',
    matches: (head) => /^(\xff\xfe|\xfe\xff|\0\0\xfe\xff)/.test(head.toString('latin1', 0, 4)),
  },
  {
    what: 'a table with commas between its numbers',
    advice: "put spaces or tabs there (tr ',' ' ')",
    matches: text(/^[^\n]*,\s*-?[\d.]+(e[+-]?\d+)?\s*,\s*-?[\d.]+(e[+-]?\d+)?\s*\r?\n/i),
  },

  {
    what: `a gensim FastText model, which is a Python pickle. ${pickleDanger}`,
    advice:
      "in Python, load it and write it by gensim.models.fasttext.save_facebook_model(FastText.load('FILE'), 'vectors.bin')",
    matches: pickle(/gensim\.models\.(fasttext|deprecated\.fasttext)/),
  },
  {
    what: `a gensim model, which is a Python pickle. ${pickleDanger}`,
    advice:
      "in Python, write its vectors by Word2Vec.load('FILE').wv.save_word2vec_format('vectors.bin', binary=True), keeping the .npy files beside it",
    matches: pickle(/gensim\.models\.(word2vec|doc2vec)/),
  },
  {
    what: `a gensim file of word vectors, which is a Python pickle. ${pickleDanger}`,
    advice:
      "in Python, write it by KeyedVectors.load('FILE').save_word2vec_format('vectors.bin', binary=True), keeping the .npy files beside it",
    matches: pickle(/gensim\./),
  },
  {
    what: `a PyTorch file, which is a Python pickle. ${pickleDanger}`,
    advice: exportWeights,
    matches: pickle(/torch|\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19\./),
  },
  {
    what: `a Python pickle. ${pickleDanger}`,
    advice: `in Python, ${intoText}, or save the matrix by numpy.save beside a list of its words`,
    matches: pickle(/^/),
  },
  { what: 'an HDF5 file (Keras, h5py)', advice: exportWeights, matches: bytes('\x89HDF\r\n\x1a\n') },
  { what: 'a GGUF model', advice: exportWeights, matches: bytes('GGUF') },
  { what: 'a TensorFlow Lite model', advice: exportWeights, matches: bytes('TFL3', 4) },
  {
    what: 'an ONNX or TensorFlow model',
    advice: exportWeights,
    matches: (head) => head[0] === 8 && head[1]! < 32 && (head[2] === 0x12 || head[2] === 0x1a),
  },
  { what: 'a MATLAB file', advice: intoText, matches: bytes('MATLAB 5.0 MAT-file') },
  { what: 'a file of R data', advice: intoText, matches: text(/^(RD[AX][2-5]\n|[AX]\n\0\0\0[23])/) },
  { what: 'an Arrow file', advice: 'write it as Parquet', matches: text(/^(ARROW1|FEA1)/) },
  { what: 'a Faiss index', advice: exportWeights, matches: text(/^I[xvHw][FMNPQRST][2IlaqotsS]/) },
  { what: 'a SQLite database', advice: intoText, matches: bytes('SQLite format 3\0') },

  { what: 'a tar archive', advice: unpackFirst, matches: bytes('ustar', 257) },
  { what: 'a 7-Zip archive', advice: unpackFirst, matches: bytes('7z\xbc\xaf\x27\x1c') },
  { what: 'a RAR archive', advice: unpackFirst, matches: bytes('Rar!\x1a\x07') },
  { what: 'packed by lz4', advice: unpackFirst, matches: bytes('\x04\x22\x4d\x18') },
  { what: 'packed by lzip', advice: unpackFirst, matches: bytes('LZIP') },
  {
    what: 'packed by lzma',
    advice: unpackFirst,
    matches: text(/^\x5d\0\0[\0-\xff]{2}(\xff{8}|[\0-\xff]{5}\0{3})/),
  },
  { what: 'packed by compress', advice: unpackFirst, matches: bytes('\x1f\x9d') },
  // What is packed once is unpacked before its content is looked at.
  { what: 'packed twice, by gzip within', advice: packedTwice, matches: bytes('\x1f\x8b\x08') },
  { what: 'packed twice, by bzip2 within', advice: packedTwice, matches: text(/^BZh[1-9]1AY&SY/) },
  { what: 'packed twice, by xz within', advice: packedTwice, matches: bytes('\xfd7zXZ\0') },
  { what: 'packed twice, by zstd within', advice: packedTwice, matches: bytes('\x28\xb5\x2f\xfd') },
  { what: 'packed twice, by zip within', advice: packedTwice, matches: bytes('PK\x03\x04') },

  {
    what: 'a picture',
    advice: 'import the vectors themselves',
    matches: text(/^(\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a|RIFF[\0-\xff]{4}WEBP|II\*\0|MM\0\*)/),
  },
  {
    what: 'sound or film',
    advice: 'import the vectors themselves',
    matches: text(/^(ID3|OggS|fLaC|RIFF|[\0-\xff]{4}ftyp)/),
  },
  {
    what: 'a program',
    advice: 'import the vectors themselves',
    matches: text(/^(\x7fELF|MZ[\0-\xff]{2}|\xcf\xfa\xed\xfe|\xca\xfe\xba\xbe)/),
  },
];
