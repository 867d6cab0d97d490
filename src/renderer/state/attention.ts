/** Attention of one sentence: `layers x heads x tokens x tokens`, row-major, rows sum to 1. */
export interface AttentionWeights {
  readonly heads: number;
  readonly tokens: readonly { readonly token: string; readonly start: number; readonly end: number }[];
  readonly weights: Float32Array;
}

/**
 * How much the word looks at each token: the rows of its pieces, averaged over them, and over all heads where
 * `head` is null. The pieces are the tokens that overlap the span `start` to `end`. Sums to 1.
 */
export function attentionOfSpan(
  { heads, tokens, weights }: AttentionWeights,
  span: { readonly start: number; readonly end: number },
  at: { readonly layer: number; readonly head: number | null },
): Float32Array {
  const count = tokens.length;
  const pieces = tokens.flatMap(({ start, end }, index) =>
    start < span.end && end > span.start ? [index] : [],
  );
  const chosenHeads = at.head === null ? Array.from({ length: heads }, (_, head) => head) : [at.head];
  const sum = new Float32Array(count);
  const rows = pieces.length * chosenHeads.length;
  for (const head of chosenHeads) {
    for (const piece of pieces) {
      const start = ((at.layer * heads + head) * count + piece) * count;
      for (let token = 0; token < count; token++)
        sum[token] = (sum[token] ?? 0) + (weights[start + token] ?? 0) / rows;
    }
  }
  return sum;
}
