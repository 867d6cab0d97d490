/** Ids of markers in the scene: occurrences by their number, words by their text. */
export const itemMarkerId = (id: number): string => `item:${id}`;
export const wordMarkerId = (word: string): string => `word:${word}`;

export function parseMarkerId(
  marker: string,
): { readonly kind: 'item'; readonly id: number } | { readonly kind: 'word'; readonly word: string } {
  return marker.startsWith('item:')
    ? { kind: 'item', id: Number(marker.slice('item:'.length)) }
    : { kind: 'word', word: marker.slice('word:'.length) };
}
