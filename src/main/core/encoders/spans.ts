import type { Occurrence } from '../../../shared/domain.ts';
import { AppError } from '../../../shared/errors.ts';
import { splitsSurrogatePair } from './offsets.ts';

/** Word pieces `first` to `end - 1` of a sentence's tokens. */
export interface PieceRange {
  readonly first: number;
  readonly end: number;
}

/** Where tokens stand in their sentence: UTF-16 units, end exclusive; special tokens are empty. */
export interface TokenOffsets {
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

/** Throws `invalid-input`, naming the occurrence by its index, unless its span is a whole part of its text. */
export function checkSpan(occurrence: Occurrence, index: number): void {
  const { text, start, end } = occurrence;
  const fail = (what: string): never => {
    throw new AppError('invalid-input', `occurrence ${index}: span ${start} to ${end} ${what}`);
  };
  if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0)
    fail('is not made of whole numbers from 0');
  if (end <= start) fail('is empty: its end must be greater than its start');
  if (end > text.length) fail(`goes beyond its text, which has ${text.length} UTF-16 units`);
  if (splitsSurrogatePair(text, start) || splitsSurrogatePair(text, end))
    fail('begins or ends inside a character of two UTF-16 units');
}

/**
 * The word pieces that overlap the span, from the first to the last of them. Throws `invalid-input`, naming the
 * occurrence, where none does: the span holds only blanks or characters that the tokenizer drops.
 */
export function findPieces(offsets: TokenOffsets, occurrence: Occurrence, index: number): PieceRange {
  const { starts, ends } = offsets;
  let first = -1;
  let end = -1;
  for (let token = 0; token < starts.length; token++) {
    const tokenStart = starts[token] ?? 0;
    const tokenEnd = ends[token] ?? 0;
    if (tokenEnd <= tokenStart || tokenStart >= occurrence.end || tokenEnd <= occurrence.start) continue;
    if (first < 0) first = token;
    end = token + 1;
  }
  if (first >= 0) return { first, end };
  const part = JSON.stringify(occurrence.text.slice(occurrence.start, occurrence.end).slice(0, 40));
  throw new AppError(
    'invalid-input',
    `occurrence ${index}: span ${occurrence.start} to ${occurrence.end} (${part}) holds nothing that the encoder can read`,
  );
}
