import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { VectorIndex } from '../src/main/core/vectors/search/vector-index.ts';

/** Writes the vectors as GloVe's own text, about 300 MB: each number with the six digits that it came with. Once; later runs find it. */
export async function writeGloveText(index: VectorIndex, path: string): Promise<void> {
  if (existsSync(path)) return;
  await mkdir(dirname(path), { recursive: true });
  const file = createWriteStream(`${path}.unfinished`);
  for (let row = 0; row < index.words.length; row++) {
    const numbers = Array.from(index.vector(row), (value) => Number(value.toPrecision(6)));
    if (!file.write(`${index.words.at(row)} ${numbers.join(' ')}\n`)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
  await rename(`${path}.unfinished`, path);
}
