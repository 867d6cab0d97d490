import { AppError } from '../../../../shared/errors.ts';
import type { RowSink, SubwordSink } from './row-sink.ts';
import { createWordSet } from './word-set.ts';

/** Rows that were not taken: the first of them with their reasons, and how many in all. */
export interface Skipped {
  readonly skipped: readonly { readonly line: number; readonly reason: string }[];
  readonly skippedCount: number;
}

export interface RowCollector extends RowSink {
  /**
   * What was skipped. Throws `bad-file` when no row was taken or more were skipped than taken, and `many-skipped` when they are more
   * than one in a hundred, and ten or more, and nobody has agreed to that.
   */
  finish(): Skipped;
}

/** Where the rows go that are taken. */
export interface RowTarget {
  begin(dimensions: number): void;
  add(word: string, vector: Float32Array): void;
  readonly subwords?: SubwordSink | undefined;
}

const maxSkippedListed = 100;
/** More than this part of the rows skipped: a person is asked first, */
const askAbove = 0.01;
/** unless they are so few that a person sees them all at a glance in the report. */
const leastToAsk = 10;
/** Beyond this a number cannot be squared and added up in float32; no word vector comes near. */
const maxMagnitude = 1e15;
const maxDimensions = 100_000;

/**
 * Stands between a format's reader and what keeps the rows, and decides, the same for every format, what becomes of odd ones: an empty word,
 * one with a line feed, the repetition of a word (its first row counts), and numbers that are not finite or beyond float32's use are skipped.
 * Vectors of zeros are kept: their cosine to anything is 0.
 */
export function createRowCollector(
  target: RowTarget,
  options: { readonly fileName: string; readonly allowSkipped: boolean },
): RowCollector {
  const { fileName } = options;
  const skipped: { line: number; reason: string }[] = [];
  const seen = createWordSet();
  let skippedCount = 0;

  function skip(line: number, reason: string): void {
    skippedCount++;
    if (skipped.length < maxSkippedListed) skipped.push({ line, reason });
  }

  function tooMany(): AppError | undefined {
    const rowCount = seen.size + skippedCount;
    const [first] = skipped;
    if (!first) return seen.size === 0 ? new AppError('bad-file', `${fileName} holds no vectors`) : undefined;
    const count = `${skippedCount} of ${rowCount} rows cannot be read`;
    if (seen.size <= skippedCount) {
      return new AppError('bad-file', `${fileName} line ${first.line}: ${first.reason} (${count})`);
    }
    const isMany = skippedCount >= leastToAsk && skippedCount > askAbove * rowCount;
    if (options.allowSkipped || !isMany) return undefined;
    return new AppError(
      'many-skipped',
      `${fileName}: ${count}, for example line ${first.line}: ${first.reason}`,
      { details: { skipped, skippedCount, rowCount } },
    );
  }

  return {
    begin: (dimensions) => {
      if (dimensions > maxDimensions) {
        throw new AppError(
          'bad-file',
          `${fileName}: expected at most ${maxDimensions} numbers a word, found ${dimensions}`,
        );
      }
      target.begin(dimensions);
    },
    add: (word, vector, line) => {
      const reason = reasonAgainst(word, vector);
      if (reason !== undefined) skip(line, reason);
      else if (!seen.add(word)) skip(line, `the word "${word}" has a row before`);
      else target.add(word, vector);
    },
    skip,
    subwords: target.subwords,
    finish: () => {
      const error = tooMany();
      if (error) throw error;
      return { skipped, skippedCount };
    },
  };
}

function reasonAgainst(word: string, vector: Float32Array): string | undefined {
  if (word === '') return 'no word before the numbers';
  if (word.includes('\n')) return 'the word holds a line feed';
  for (const value of vector) {
    if (!Number.isFinite(value)) return `"${value}" is not a finite number`;
    if (Math.abs(value) > maxMagnitude) return `${value} is beyond the range of a vector's numbers`;
  }
  return undefined;
}
