import type { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import { occurrence, type Occurrence } from '../../../shared/domain.ts';
import { readLines } from './read-lines.ts';
import type { InputFile } from './input-file.ts';

const row = occurrence.refine(
  ({ text, start, end }) => start < end && end <= text.length,
  'start and end must lie in the text, start before end',
);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function describe(value: unknown, error: z.ZodError): string {
  if (value === undefined) return 'found no JSON';
  const [issue] = error.issues;
  if (!issue) return 'found something else';
  return issue.path.length > 0 ? `${issue.path.join('.')}: ${issue.message}` : issue.message;
}

export interface OccurrenceChunk {
  readonly occurrences: Occurrence[];
  /** Bytes of the file read so far. */
  readonly bytes: number;
}

/**
 * Occurrences from JSON Lines, `size` at a time, in order; blank lines are skipped. Throws `bad-file` with the
 * number of the first line that is not `{"text", "start", "end"}`.
 */
export async function* readOccurrences(file: InputFile, size: number): AsyncGenerator<OccurrenceChunk> {
  let occurrences: Occurrence[] = [];
  let bytes = 0;
  for await (const line of readLines(file.stream, file.name)) {
    bytes = line.bytes;
    if (line.text.trim() === '') continue;
    const value = parseJson(line.text);
    const parsed = row.safeParse(value);
    if (!parsed.success) {
      const expected = 'expected {"text": string, "start": number, "end": number} in UTF-16 code units';
      throw new AppError(
        'bad-file',
        `${file.name} line ${line.number}: ${expected}; ${describe(value, parsed.error)}`,
      );
    }
    occurrences.push(parsed.data);
    if (occurrences.length === size) {
      yield { occurrences, bytes };
      occurrences = [];
    }
  }
  if (occurrences.length > 0) yield { occurrences, bytes };
}
