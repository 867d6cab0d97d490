/** What the first line of word2vec's formats says, as text, also where binary rows follow. */
export interface Word2vecHeader {
  readonly words: number;
  readonly dimensions: number;
}

const maxHeaderBytes = 100;

/** Two whole numbers, the second positive, are word2vec's header. `line` is without its line feed. */
export function parseWord2vecHeader(line: Buffer): Word2vecHeader | undefined {
  if (line.length > maxHeaderBytes) return undefined;
  const match = /^\s*(\d{1,15})[ \t]+(\d{1,15})\s*$/.exec(line.toString('latin1'));
  if (!match) return undefined;
  const header = { words: Number(match[1]), dimensions: Number(match[2]) };
  return header.dimensions > 0 ? header : undefined;
}

/** What there is to say where the header does not announce as many rows as there are. */
export function noteOnHeader(name: string, header: Word2vecHeader, rowCount: number): string[] {
  if (header.words === rowCount) return [];
  return [
    `${name} line 1: the header says ${header.words} words, the file has ${rowCount} rows; all were read`,
  ];
}
