/**
 * The first `count` words of a reading that say something new: the word itself, which most readings begin with, is
 * passed over.
 */
export function tellingWords(
  neighbors: readonly { readonly word: string }[],
  own: string | null,
  count: number,
): string[] {
  const isOwn = (word: string): boolean => word === own?.toLowerCase();
  return neighbors
    .map(({ word }) => word)
    .filter((word) => !isOwn(word))
    .slice(0, count);
}
