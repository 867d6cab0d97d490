import { toWireError } from '../../shared/errors.ts';
import type { Failure } from '../i18n/messages.ts';

/** Anything thrown, as the page shows it. */
export function toFailure(error: unknown): Failure {
  const { code, message, details } = toWireError(error);
  return { code, message, details };
}

/** Whether a call ended because somebody wanted it to: such an end is no failure to show. */
export function isWanted({ code }: Failure): boolean {
  return code === 'canceled' || code === 'superseded';
}

export interface UnknownWord {
  readonly word: string;
  readonly suggestions: readonly string[];
}

/** The words that an `unknown-word` failure names, with their closest spellings. */
export function unknownWords({ code, details }: Failure): readonly UnknownWord[] {
  if (code !== 'unknown-word') return [];
  const words = (details as { words?: unknown } | undefined)?.words;
  if (!Array.isArray(words)) return [];
  return words.flatMap((entry: unknown) => {
    const { word, suggestions } = (entry ?? {}) as { word?: unknown; suggestions?: unknown };
    if (typeof word !== 'string') return [];
    const close = Array.isArray(suggestions) ? suggestions : [];
    return [{ word, suggestions: close.filter((value): value is string => typeof value === 'string') }];
  });
}

/** Where a `bad-expression` failure points, as an offset into the expression. */
export function failurePosition({ details }: Failure): number | undefined {
  const position = (details as { position?: unknown } | undefined)?.position;
  return typeof position === 'number' ? position : undefined;
}
