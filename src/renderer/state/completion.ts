/** The word being typed at the end of an expression: what comes before it stays as it is. */
export interface TypedWord {
  readonly before: string;
  readonly word: string;
}

/**
 * Splits off the last word of an expression: from after the last blank, bracket, or weight (`0.5*`). A `-` or
 * `+` inside a word belongs to it, as in `twenty-one`; the operators stand between blanks.
 */
export function typedWord(text: string): TypedWord {
  const match = /(?:^|[\s(])(?:\d*\.?\d+\*)?([^\s()*]*)$/.exec(text);
  const word = match?.[1] ?? '';
  const isOperator = word === '+' || word === '-';
  return isOperator ? { before: text, word: '' } : { before: text.slice(0, text.length - word.length), word };
}
