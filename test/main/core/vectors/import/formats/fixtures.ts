import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { fixture } from '../../support.ts';

/** What `scripts/format-fixtures.py` wrote: the words and numbers of each file, as independent programs have them. */
const schema = z.object({
  words: z.array(z.string()),
  vectors: z.array(z.base64()),
  files: z.record(z.string(), z.object({ dimensions: z.number(), words: z.number(), vectors: z.number() })),
});

export interface ExpectedFile {
  readonly name: string;
  readonly dimensions: number;
  readonly words: readonly string[];
  /** `words x dimensions`, row-major. */
  readonly vectors: Float32Array;
}

/** The expected content of the fixtures in one folder. */
export function expectedFiles(folder: string): ExpectedFile[] {
  const { words, vectors, files } = schema.parse(
    JSON.parse(readFileSync(fixture('formats/expected.json'), 'utf8')),
  );
  return Object.entries(files)
    .filter(([name]) => name.startsWith(`${folder}/`))
    .map(([name, file]) => ({
      name,
      dimensions: file.dimensions,
      words: words[file.words]!.split(' '),
      vectors: new Float32Array(new Uint8Array(Buffer.from(vectors[file.vectors]!, 'base64')).buffer),
    }));
}

export function expectedFile(name: string): ExpectedFile {
  const file = expectedFiles(name.split('/')[0]!).find((candidate) => candidate.name === name);
  if (!file) throw new Error(`no fixture ${name}`);
  return file;
}
