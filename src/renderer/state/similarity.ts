/** Mean cosines among occurrences at one layer; null where there is no such pair. */
export interface LayerMeans {
  readonly layer: number;
  /** Self-similarity (Ethayarajh 2019): the mean over all pairs. */
  readonly all: number | null;
  /** Over pairs of the same sense, and of different senses. */
  readonly within: number | null;
  readonly across: number | null;
  readonly baseline: number;
}

/** One layer's `n x n` matrix out of `layers x n x n`. */
export function layerMatrix(similarities: Float32Array, count: number, layer: number): Float32Array {
  return similarities.subarray(layer * count * count, (layer + 1) * count * count);
}

/** Means by layer; `senses` names each occurrence's sense, null where it is not known (then it counts in `all` only). */
export function layerMeans(
  similarities: Float32Array,
  anisotropy: readonly number[],
  senses: readonly (string | null)[],
): readonly LayerMeans[] {
  return anisotropy.map((baseline, layer) => {
    const matrix = layerMatrix(similarities, senses.length, layer);
    const all = createMean();
    const within = createMean();
    const across = createMean();
    senses.forEach((a, row) => {
      for (let column = row + 1; column < senses.length; column++) {
        const value = matrix[row * senses.length + column] ?? 0;
        const b = senses[column];
        all.add(value);
        if (a !== null && b !== null) (a === b ? within : across).add(value);
      }
    });
    return { layer, all: all.value(), within: within.value(), across: across.value(), baseline };
  });
}

function createMean(): { add(value: number): void; value(): number | null } {
  let sum = 0;
  let count = 0;
  return {
    add: (value) => {
      sum += value;
      count++;
    },
    value: () => (count === 0 ? null : sum / count),
  };
}
