import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';

const unknownWords = z.object({
  words: z.array(
    z.object({
      word: z.string(),
      suggestions: z.array(z.union([z.string(), z.object({ word: z.string() })])),
    }),
  ),
});

/** One line for a person: what, where, what was expected, and for unknown words the closest spellings. */
export function errorLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const line = message.replaceAll(/\s*\n\s*/g, ' ');
  if (!(error instanceof AppError)) return `internal error: ${line}`;
  if (error.code === 'file-exists') return `${line}: --force replaces it`;
  if (error.code === 'many-skipped') return `${line}; --allow-skipped takes the others`;
  return error.code === 'unknown-word' ? withSuggestions(line, error.details) : line;
}

function withSuggestions(line: string, details: unknown): string {
  const parsed = unknownWords.safeParse(details);
  if (!parsed.success) return line;
  const words = parsed.data.words.flatMap(({ suggestions }) =>
    suggestions.map((suggestion) => (typeof suggestion === 'string' ? suggestion : suggestion.word)),
  );
  const isSaid = words.some((word) => line.includes(word));
  return words.length === 0 || isSaid ? line : `${line}; did you mean ${words.join(', ')}?`;
}
