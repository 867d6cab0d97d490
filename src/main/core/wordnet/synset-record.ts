import { parseGloss, type Gloss } from './gloss.ts';

/** One line of a WordNet data file, as far as the app needs it (wndb(5WN)). */
export interface SynsetRecord extends Gloss {
  /** All words of the synset, spaces for underscores, the most frequent first. */
  readonly words: readonly string[];
}

/** Reads `offset lex_filenum ss_type w_cnt word lex_id ... | gloss`; undefined where the line is none. */
export function parseSynsetRecord(line: string): SynsetRecord | undefined {
  const bar = line.indexOf(' | ');
  if (bar === -1 || !/^\d{8} /.test(line)) return undefined;
  const fields = line.slice(0, bar).split(' ');
  const wordCount = Number.parseInt(fields[3] ?? '', 16);
  if (!(wordCount > 0)) return undefined;
  const words: string[] = [];
  for (let index = 0; index < wordCount; index += 1) {
    // Adjectives may carry a marker of their place: `galore(ip)`.
    const word = fields[4 + 2 * index]?.replace(/\((?:a|p|ip)\)$/, '');
    if (word !== undefined) words.push(word.replaceAll('_', ' '));
  }
  return { words, ...parseGloss(line.slice(bar + 3).trim()) };
}
