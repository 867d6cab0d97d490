import { AppError } from '../../../../shared/errors.ts';

/** a is to b as c is to d. */
export type Question = readonly [a: string, b: string, c: string, d: string];

export interface QuestionSection {
  readonly name: string;
  readonly questions: readonly Question[];
}

/** Reads questions in word2vec's format: `: section`, then four words a line. Throws `bad-file` with the line. */
export function parseQuestions(text: string, name: string): QuestionSection[] {
  const sections: { name: string; questions: Question[] }[] = [];
  text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .forEach((raw, at) => {
      const line = raw.trim();
      if (line === '') return;
      if (line.startsWith(':')) sections.push({ name: line.slice(1).trim(), questions: [] });
      else sectionFor(line, at + 1).push(toQuestion(line, at + 1));
    });
  if (sections.every(({ questions }) => questions.length === 0)) {
    throw new AppError(
      'bad-file',
      `${name}: expected sections (": name") with four words a line, found none`,
    );
  }
  return sections;

  function sectionFor(line: string, number: number): Question[] {
    const section = sections.at(-1);
    if (section) return section.questions;
    throw new AppError(
      'bad-file',
      `${name} line ${number}: expected a section (": name") first, found "${line}"`,
    );
  }

  function toQuestion(line: string, number: number): Question {
    const words = line.split(/\s+/);
    const [a, b, c, d] = words;
    if (words.length === 4 && a && b && c && d) return [a, b, c, d];
    throw new AppError('bad-file', `${name} line ${number}: expected four words, found ${words.length}`);
  }
}
