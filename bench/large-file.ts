import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createRandom } from '../src/shared/projection/random.ts';

/** Random numbers to draw rows from; twice as many as a row may begin at, so that rows differ. */
const tableLength = 2 ** 20;

/**
 * Writes a file in word2vec's binary format, of the size of GoogleNews where `words` is 3,000,000 and `dimensions` 300: each row the sum
 * of two stretches of one table of random numbers, by a seed. Once; later runs find it.
 */
export async function writeLargeFile(path: string, words: number, dimensions: number): Promise<void> {
  if (existsSync(path)) return;
  await mkdir(dirname(path), { recursive: true });
  const random = createRandom(7);
  const table = Float32Array.from(
    { length: tableLength },
    () => (random() + random() + random() - 1.5) * 0.4,
  );
  const file = createWriteStream(`${path}.unfinished`, { highWaterMark: 2 ** 20 });
  file.write(`${words} ${dimensions}\n`);
  const row = new Float32Array(dimensions);
  const pick = (): number => Math.floor(random() * (tableLength - dimensions));
  for (let number = 0; number < words; number++) {
    const [a, b] = [pick(), pick()];
    for (let k = 0; k < dimensions; k++) row[k] = table[a + k]! + 0.5 * table[b + k]!;
    const word = Buffer.from(`w${number.toString(36)} `);
    if (!file.write(Buffer.concat([word, new Uint8Array(row.buffer)]))) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
  await rename(`${path}.unfinished`, path);
}
