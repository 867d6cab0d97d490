/** What to say of words that a set lacks and that got their vectors from their subwords. */
export function subwordsNote(words: readonly string[], set: string): string {
  const names = [...new Set(words)].map((word) => `"${word}"`);
  return names.length === 1
    ? `${names.join()} is not in ${set}: its vector comes from its subwords`
    : `${names.join(', ')} are not in ${set}: their vectors come from their subwords`;
}
