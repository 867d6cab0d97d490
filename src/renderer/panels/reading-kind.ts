/** The three ways in which an occurrence is read. */
export const readingKinds = ['twin', 'static', 'wordsAround'] as const;

export type ReadingKind = (typeof readingKinds)[number];
