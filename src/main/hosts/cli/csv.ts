/** A field as RFC 4180 wants it: quoted where it holds a comma, a quote or a line break. */
export function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Seven digits: what a float32 holds. */
function shorten(value: number): number {
  return Number(value.toPrecision(7));
}

/** Words with their coordinates, `words x dimensions`, under a header `word,x,y,z`; a chunk of lines at a time. */
export function* csvOfLayout(words: readonly string[], positions: Float32Array): Generator<string> {
  const dimensions = words.length > 0 ? positions.length / words.length : 3;
  yield `word,${['x', 'y', 'z'].slice(0, dimensions).join(',')}\n`;
  const chunkRows = 1000;
  for (let start = 0; start < words.length; start += chunkRows) {
    yield words
      .slice(start, start + chunkRows)
      .map((word, row) => {
        const from = (start + row) * dimensions;
        return `${csvField(word)},${Array.from(positions.subarray(from, from + dimensions), shorten).join(',')}\n`;
      })
      .join('');
  }
}
