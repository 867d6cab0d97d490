import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { FormatName } from '../../../src/main/core/vectors/import/vector-format.ts';
import { root } from '../../setup/run-script.ts';
import type { ExpectedRows, FuzzFile } from './fuzz-file.ts';

const fixtures = join(root, 'test/fixtures');
const schema = z.object({
  words: z.array(z.string()),
  vectors: z.array(z.base64()),
  files: z.record(z.string(), z.object({ dimensions: z.number(), words: z.number(), vectors: z.number() })),
});
const known = schema.parse(JSON.parse(readFileSync(join(fixtures, 'formats/expected.json'), 'utf8')));

/** The folders of files that other programs wrote, and what lies beside all of them. */
const folders: Readonly<
  Partial<Record<FormatName, { readonly in: readonly string[]; readonly beside?: string }>>
> = {
  npy: { in: ['formats/npy', 'formats/npy-refused'], beside: 'words.txt' },
  safetensors: { in: ['formats/safetensors'], beside: 'vocab.txt' },
  projector: { in: ['formats/projector'], beside: 'metadata.tsv' },
  parquet: { in: ['formats/parquet', 'formats/parquet-refused'] },
  fasttext: { in: ['fasttext'] },
  'word2vec-binary': { in: ['word2vec'] },
};

/** Files of a format that other programs wrote, with what they say of them. */
export function fixtureFiles(format: FormatName): FuzzFile[] {
  const { in: names = [], beside } = folders[format] ?? {};
  return names.flatMap((folder) => {
    const files = readdirSync(join(fixtures, folder)).filter(
      (name) => name !== beside && !/\.(md|json|py)$/.test(name),
    );
    return files.map((name): FuzzFile => {
      const read = (file: string): Buffer => readFileSync(join(fixtures, folder, file));
      const hasBeside = beside !== undefined && readdirSync(join(fixtures, folder)).includes(beside);
      return {
        name,
        bytes: read(name),
        companion: hasBeside ? { name: beside, bytes: read(beside) } : undefined,
        expected: expectedRows(`${folder.replace(/^formats\//, '')}/${name}`),
      };
    });
  });
}

function expectedRows(name: string): ExpectedRows | undefined {
  const file = known.files[name];
  if (!file) return undefined;
  const bytes = Buffer.from(known.vectors[file.vectors]!, 'base64');
  return {
    dimensions: file.dimensions,
    words: known.words[file.words]!.split(' '),
    vectors: new Float32Array(new Uint8Array(bytes).buffer),
  };
}
