import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openVectorFile } from '../../../src/main/core/vectors/import/open-vector-file.ts';
import { createRowCollector } from '../../../src/main/core/vectors/import/row-collector.ts';
import { AppError, type ErrorCode } from '../../../src/shared/errors.ts';
import type { FuzzCase } from './cases.ts';
import type { ExpectedRows } from './fuzz-file.ts';
import { metered } from './meter.ts';

/** How an import ended: with so many rows, or with an error that says what is wrong with the file. */
export type Outcome =
  | { readonly kind: 'set'; readonly rowCount: number }
  | { readonly kind: 'refused'; readonly code: ErrorCode };

/** What may be wrong with a file; anything else would be wrong with the app. */
const knownCodes: readonly ErrorCode[] = ['bad-file', 'many-skipped'];
/** No file of a few kilobytes needs more at once, whatever it says of itself. */
const mostBytes = 64 * 2 ** 20;

/** Imports the file as the app does, up to where its rows would be stored. Throws where the import ends in any way that it must not. */
export async function checkCase(dir: string, fuzzCase: FuzzCase): Promise<Outcome> {
  const scratchDir = join(dir, 'scratch');
  const fileDir = join(dir, 'files');
  rmSync(fileDir, { recursive: true, force: true });
  mkdirSync(fileDir, { recursive: true });
  const path = join(fileDir, fuzzCase.name);
  if (fuzzCase.companion) writeFileSync(join(fileDir, fuzzCase.companion.name), fuzzCase.companion.bytes);
  writeFileSync(path, fuzzCase.bytes);

  const { result, did } = await metered(() => tryImport(path, scratchDir, fuzzCase));
  if (did.largestBytes > mostBytes) throw new Error(`it asked for ${did.largestBytes} bytes at once`);
  const elsewhere = did.openedPaths.filter(
    (opened) => dirname(opened) !== fileDir && dirname(opened) !== scratchDir,
  );
  if (elsewhere.length > 0) throw new Error(`it opened ${elsewhere.join(', ')}`);
  const left = readdirSync(dir).includes('scratch') ? readdirSync(scratchDir) : [];
  if (left.length > 0) throw new Error(`it left ${left.join(', ')} behind`);
  return result;
}

async function tryImport(
  path: string,
  scratchDir: string,
  { expected, forcedFormat }: FuzzCase,
): Promise<Outcome> {
  const rows: { readonly word: string; readonly vector: Float32Array }[] = [];
  let dimensions = 0;
  try {
    const { source, format } = await openVectorFile(path, { scratchDir, format: forcedFormat });
    try {
      const target = {
        begin: (count: number): void => void (dimensions = count),
        add: (word: string, vector: Float32Array): void => {
          checkRow(word, vector, dimensions);
          rows.push({ word, vector: vector.slice() });
        },
      };
      const collector = createRowCollector(target, { fileName: source.name, allowSkipped: true });
      await format.read(source, collector, {});
      collector.finish();
    } finally {
      await source.dispose();
    }
  } catch (error) {
    if (!(error instanceof AppError) || !knownCodes.includes(error.code)) throw error;
    if (error.message === '' || error.message.length > 2000)
      throw new Error(`a message of ${error.message.length} characters`, { cause: error });
    if (expected && expected.words.length > 0)
      throw new Error(`a whole file was refused: ${error.message}`, { cause: error });
    return { kind: 'refused', code: error.code };
  }
  if (expected) compare(rows, dimensions, expected);
  return { kind: 'set', rowCount: rows.length };
}

/** What every row must be that comes in. */
function checkRow(word: string, vector: Float32Array, dimensions: number): void {
  if (dimensions === 0) throw new Error('a row came before the number of dimensions');
  if (vector.length !== dimensions) throw new Error(`a row of ${vector.length} numbers, not ${dimensions}`);
  if (word === '' || word.includes('\n')) throw new Error(`the word ${JSON.stringify(word)}`);
  if (!vector.every((value) => Math.abs(value) <= 1e15)) throw new Error(`the numbers ${vector.join(' ')}`);
}

function compare(
  rows: readonly { readonly word: string; readonly vector: Float32Array }[],
  dimensions: number,
  expected: ExpectedRows,
): void {
  if (dimensions !== expected.dimensions)
    throw new Error(`${dimensions} dimensions, not ${expected.dimensions}`);
  const words = rows.map(({ word }) => word);
  const differs = words.findIndex((word, row) => word !== expected.words[row]);
  if (differs >= 0 || words.length !== expected.words.length) {
    const row = differs >= 0 ? differs : words.length;
    const [found, wanted] = [words[row], expected.words[row]].map((word) => JSON.stringify(word));
    throw new Error(`row ${row} has the word ${found}, not ${wanted}`);
  }
  rows.forEach(({ word, vector }, row) => {
    const wanted = expected.vectors.subarray(row * dimensions, (row + 1) * dimensions);
    const isEqual = vector.every((value, place) => Object.is(value, wanted[place]));
    if (!isEqual) throw new Error(`${JSON.stringify(word)} has ${vector.join(' ')}, not ${wanted.join(' ')}`);
  });
}
