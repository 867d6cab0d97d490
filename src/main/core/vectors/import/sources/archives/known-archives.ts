/** A kind of zip archive that is known by the files in it, and holds no vectors that could be read. */
export interface KnownArchive {
  /** Goes on after "FILE is". */
  readonly what: string;
  /** What a person can do, after a colon. */
  readonly advice: string;
  readonly matches: (path: string) => boolean;
}

const exportWeights =
  'save the matrix of its input embeddings by numpy.save beside a list of its words, and import the .npy';

export const knownArchives: readonly KnownArchive[] = [
  {
    what: 'a PyTorch file, which holds a Python pickle. Loading one runs whatever code is in it, so it is never opened here',
    advice: exportWeights,
    matches: (path) => /^([^/]+\/)?data\.pkl$/.test(path),
  },
  { what: 'a Keras model', advice: exportWeights, matches: (path) => /(^|\/)model\.weights\.h5$/.test(path) },
  {
    what: 'an office document',
    advice: 'save it as plain text',
    matches: (path) => path === '[Content_Types].xml' || path === 'META-INF/manifest.xml',
  },
  {
    what: 'a program',
    advice: 'import the vectors themselves',
    matches: (path) => path === 'META-INF/MANIFEST.MF',
  },
];
