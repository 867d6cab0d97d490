import { builtInSet } from '../../shared/built-in.ts';
import type { Messages } from '../i18n/messages.ts';

/** The three ways in which an occurrence is read. */
export const readingKinds = ['twin', 'static', 'wordsAround'] as const;

export type ReadingKind = (typeof readingKinds)[number];

/** What a way of reading is called, by the set that it goes to. */
export function readingLabel(kind: ReadingKind, set: string, t: Messages): string {
  return kind === 'static' ? t.contexts.by.static(set === builtInSet) : t.contexts.by[kind];
}
