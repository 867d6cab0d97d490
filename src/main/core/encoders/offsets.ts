/** Whether the text holds a surrogate, so that counting code points differs from counting UTF-16 units. */
const surrogate = /[\ud800-\udfff]/;

/**
 * Where each code point of the text begins, in UTF-16 units, and after them the text's length: `result[i]` turns the
 * code point offset `i` into a UTF-16 offset. Undefined where both are the same, which is so for most texts.
 */
function codePointStarts(text: string): Uint32Array | undefined {
  if (!surrogate.test(text)) return undefined;
  const starts = new Uint32Array(text.length + 1);
  let count = 0;
  let unit = 0;
  // A string's iterator takes a lone surrogate as one code point, as the tokenizer does after its conversion to UTF-8.
  for (const codePoint of text) {
    starts[count++] = unit;
    unit += codePoint.length;
  }
  starts[count] = unit;
  return starts.subarray(0, count + 1);
}

/**
 * Returns a function that turns an offset in Unicode code points, as tokenizers count, into one in UTF-16 units, as
 * JavaScript counts. Offsets past the end give the text's length.
 */
export function createUtf16Offsets(text: string): (codePoint: number) => number {
  const starts = codePointStarts(text);
  if (!starts) return (codePoint) => Math.min(codePoint, text.length);
  return (codePoint) => starts[codePoint] ?? text.length;
}

/** Whether `offset` falls between the two halves of a surrogate pair. */
export function splitsSurrogatePair(text: string, offset: number): boolean {
  if (offset <= 0 || offset >= text.length) return false;
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(offset - 1, offset + 1));
}
