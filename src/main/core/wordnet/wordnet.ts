import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../../shared/errors.ts';
import type { Gloss } from './gloss.ts';
import { createMorphology, type Morphology } from './morphology.ts';
import { fileEndings, partsOfSpeech, senseLetters, type PartOfSpeech } from './part-of-speech.ts';
import { createSortedLines, type FindLine } from './sorted-lines.ts';
import { parseSynsetRecord, type SynsetRecord } from './synset-record.ts';

/** One sense of a lemma. */
export interface Sense extends SynsetRecord {
  /** The lemma, its part of speech and its number there, from 1, frequent senses first: `bank.n.01`. */
  readonly id: string;
  readonly lemma: string;
}

export interface WordNet {
  readonly morphology: Morphology;
  /** Senses of a word or an inflected form of it: nouns, verbs, adjectives, adverbs, each in WordNet's order. */
  sensesOf(form: string): Sense[];
  /** All synsets' definitions and examples, in file order: nouns, verbs, adjectives, adverbs. Reads 22 MB. */
  glosses(): Generator<Gloss>;
  dispose(): void;
}

interface Part {
  readonly partOfSpeech: PartOfSpeech;
  readonly findLine: FindLine;
  readonly dataFile: number;
}

/**
 * Opens the `dict` folder of WordNet 3.1. The indices (6 MB) are held in memory; synsets are read when asked for.
 * `file-not-found` or `bad-file` where the folder is not complete.
 */
export function openWordNet(dir: string): WordNet {
  const parts = new Map(partsOfSpeech.map((partOfSpeech) => [partOfSpeech, openPart(dir, partOfSpeech)]));
  const indexLine = (lemma: string, partOfSpeech: PartOfSpeech): string | undefined =>
    parts.get(partOfSpeech)?.findLine(lemma.replaceAll(' ', '_'));
  const morphology = createMorphology((lemma, partOfSpeech) => indexLine(lemma, partOfSpeech) !== undefined);

  return {
    morphology,
    sensesOf: (form) =>
      [...parts.values()].flatMap((part) =>
        morphology.lemmasOf(form).flatMap((lemma) => sensesIn(part, lemma)),
      ),
    *glosses() {
      for (const partOfSpeech of partsOfSpeech) {
        const text = readFileSync(join(dir, `data.${fileEndings[partOfSpeech]}`), 'latin1');
        for (const line of text.split('\n')) {
          const record = parseSynsetRecord(line);
          if (record) yield record;
        }
      }
    },
    dispose: () => {
      for (const part of parts.values()) closeSync(part.dataFile);
      parts.clear();
    },
  };
}

function openPart(dir: string, partOfSpeech: PartOfSpeech): Part {
  const ending = fileEndings[partOfSpeech];
  try {
    const findLine = createSortedLines(readFileSync(join(dir, `index.${ending}`)));
    return { partOfSpeech, findLine, dataFile: openSync(join(dir, `data.${ending}`), 'r') };
  } catch (cause) {
    throw new AppError(
      'file-not-found',
      `${dir}: index.${ending} and data.${ending} of WordNet 3.1 could not be opened`,
      { cause },
    );
  }
}

function sensesIn(part: Part, lemma: string): Sense[] {
  const line = part.findLine(lemma.replaceAll(' ', '_'));
  const offsets = line?.split(' ').filter((field) => /^\d{8}$/.test(field)) ?? [];
  return offsets.map((offset, index) => {
    const record = parseSynsetRecord(readLine(part.dataFile, Number(offset)));
    if (!record) {
      throw new AppError(
        'bad-file',
        `WordNet data.${fileEndings[part.partOfSpeech]}: expected a synset at byte ${Number(offset)}`,
      );
    }
    const number = String(index + 1).padStart(2, '0');
    return { id: `${lemma}.${senseLetters[part.partOfSpeech]}.${number}`, lemma, ...record };
  });
}

function readLine(file: number, offset: number): string {
  let line = '';
  const chunk = Buffer.alloc(2048);
  for (let position = offset; ; position += chunk.length) {
    const length = readSync(file, chunk, 0, chunk.length, position);
    const text = chunk.toString('latin1', 0, length);
    const end = text.indexOf('\n');
    line += end === -1 ? text : text.slice(0, end);
    if (end !== -1 || length < chunk.length) return line;
  }
}
