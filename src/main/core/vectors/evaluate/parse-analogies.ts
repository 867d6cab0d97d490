import { AppError } from '../../../../shared/errors.ts';

export interface AnalogySection {
  readonly name: string;
  /** Each asks: a is to b as c is to d. */
  readonly questions: (readonly [a: string, b: string, c: string, d: string])[];
}

/**
 * Sections of a question file in word2vec's format: `: name`, then four words a line. Blank lines and those that begin
 * with # do not count; questions before the first section belong to one without a name. Throws `bad-file` with the
 * line for anything else.
 */
export function parseAnalogies(text: string, name: string): AnalogySection[] {
  const sections: AnalogySection[] = [];
  for (const [index, raw] of text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    if (line.startsWith(':')) {
      sections.push({ name: line.slice(1).trim(), questions: [] });
      continue;
    }
    const [a, b, c, d, ...more] = line.split(/\s+/);
    if (!a || !b || !c || !d || more.length > 0) throw malformed(name, index + 1, line);
    if (sections.length === 0) sections.push({ name: '', questions: [] });
    sections.at(-1)!.questions.push([a, b, c, d]);
  }
  if (sections.every((section) => section.questions.length === 0)) {
    throw new AppError(
      'bad-file',
      `${name} holds no questions: expected ": section", then four words a line`,
    );
  }
  return sections;
}

function malformed(name: string, line: number, text: string): AppError {
  const found = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return new AppError('bad-file', `${name} line ${line}: expected four words, found "${found}"`);
}
