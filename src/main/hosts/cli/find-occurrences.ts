import { AppError, hasCode } from '../../../shared/errors.ts';
import type { ExampleSense, Occurrence } from '../../../shared/domain.ts';
import type { Client } from '../../../shared/rpc/client.ts';
import type { CommandContext } from './command.ts';
import { openInput } from './input-file.ts';
import { readLines } from './read-lines.ts';

/** An occurrence with the sense that its example stands for; typed-in sentences have none. */
export interface Context extends Occurrence {
  readonly sense?: string;
  /** The sense in one or two words, for display. */
  readonly label?: string;
}

/** The place that is read where a sentence holds the word more than once: the word as asked for, else the first. */
function choosePlace(word: string, places: readonly Occurrence[]): Occurrence | undefined {
  const asked = word.toLowerCase();
  return places.find(({ text, start, end }) => text.slice(start, end).toLowerCase() === asked) ?? places[0];
}

async function placesIn(client: Client, word: string, text: string, place: string): Promise<Occurrence[]> {
  try {
    return await client.call('contexts.find', { word, text });
  } catch (error) {
    if (!hasCode(error, 'word-not-in-sentence')) throw error;
    const message = `${place}: expected a sentence with "${word}", found "${text}"`;
    throw new AppError('word-not-in-sentence', message, { cause: error, details: error.details });
  }
}

/**
 * One occurrence a line of a file (`-`: standard input); blank lines are skipped. Throws `word-not-in-sentence` with
 * the line's number.
 */
export async function occurrencesOfFile(
  client: Client,
  context: CommandContext,
  word: string,
  path: string,
): Promise<Context[]> {
  const input = await openInput(path, context);
  const found: Context[] = [];
  for await (const line of readLines(input.stream, input.name)) {
    if (line.text.trim() === '') continue;
    const place = `${input.name} line ${line.number}`;
    const places = await placesIn(client, word, line.text, place);
    if (places.length > 1) context.note(`${place}: holds "${word}" ${places.length} times; one is read`);
    const chosen = choosePlace(word, places);
    if (chosen) found.push(chosen);
  }
  if (found.length === 0) {
    throw new AppError('bad-file', `${input.name}: expected a sentence a line, found none`);
  }
  return found;
}

/** WordNet's examples of a word by sense; the app's own where WordNet has none. Throws `word-not-in-sentence` where there are none. */
export async function occurrencesOfExamples(
  client: Client,
  context: CommandContext,
  word: string,
): Promise<Context[]> {
  const senses = await client.call('contexts.examples', { word }, { signal: context.signal });
  const ofWordNet = senses.filter(({ source }) => source === 'wordnet');
  const contexts = ofWordNet.flatMap(contextsOf);
  if (contexts.length > 0) return contexts;
  const samples = senses.flatMap(contextsOf);
  if (samples.length > 0) {
    context.note(`WordNet has no example sentence with "${word}"; these are the app's own`);
    return samples;
  }
  throw new AppError(
    'word-not-in-sentence',
    `WordNet has no example sentence with "${word}"; give some with --sentences FILE`,
  );
}

function contextsOf({ id, label, occurrences }: ExampleSense): Context[] {
  return occurrences.map((occurrence) => ({ ...occurrence, sense: id, label }));
}
