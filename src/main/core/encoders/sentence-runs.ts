import type { Occurrence } from '../../../shared/domain.ts';
import type { TokenRow } from './model-session.ts';
import { findPieces, type PieceRange } from './spans.ts';
import type { TokenizedText } from './tokenizer.ts';
import { cutWindow } from './window.ts';

/** A sentence, or a window of it, as it goes through the model once, and the occurrences that are read from it. */
export interface SentenceRun {
  readonly row: TokenRow;
  readonly uses: readonly { readonly index: number; readonly pieces: PieceRange }[];
  /** For each token of the row its index among the sentence's tokens. */
  readonly tokens: readonly number[];
  readonly isWindowed: boolean;
}

/**
 * What runs for one sentence: all its occurrences at once, or, where it has more than `maxTokens` tokens, each
 * occurrence in a window of its own. `indices` name the occurrences of this sentence.
 */
export function planSentence(
  text: TokenizedText,
  occurrences: readonly Occurrence[],
  indices: readonly number[],
  maxTokens: number,
): SentenceRun[] {
  const uses = indices.flatMap((index) => {
    const occurrence = occurrences[index];
    return occurrence ? [{ index, pieces: findPieces(text, occurrence, index) }] : [];
  });
  if (text.ids.length <= maxTokens) {
    return [{ row: text, uses, tokens: [...text.ids.keys()], isWindowed: false }];
  }
  return uses.map(({ index, pieces }) => cutRun(text, index, pieces, maxTokens));
}

function cutRun(text: TokenizedText, index: number, pieces: PieceRange, maxTokens: number): SentenceRun {
  const own = { start: text.leading, end: text.ids.length - text.trailing };
  const window = cutWindow(own, pieces, maxTokens - text.leading - text.trailing);
  const tokens = [...text.ids.keys()].filter(
    (token) => token < own.start || token >= own.end || (token >= window.start && token < window.end),
  );
  const pick = (values: readonly number[]): number[] => tokens.map((token) => values[token] ?? 0);
  const shift = window.start - own.start;
  return {
    row: { ids: pick(text.ids), typeIds: pick(text.typeIds) },
    uses: [{ index, pieces: { first: pieces.first - shift, end: Math.min(pieces.end, window.end) - shift } }],
    tokens,
    isWindowed: true,
  };
}
