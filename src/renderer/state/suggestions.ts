/** What a newcomer may try: the interface's own examples, the same in every language because the vectors are English. */
export const plainWords = ['river', 'jazz', 'physics', 'paris', 'happy', 'coffee'] as const;

export const ambiguousWords = ['bank', 'bass', 'apple', 'spring', 'mouse', 'seal', 'crane'] as const;

export const suggestedExpressions = [
  'king - man + woman',
  'paris - france + japan',
  '0.5*river + bank',
] as const;
