import type { ExampleSense, Occurrence } from '../../shared/domain.ts';
import type { Client } from '../../shared/rpc/client.ts';
import type { Failure } from '../i18n/messages.ts';
import { toFailure } from './failure.ts';
import { isSameOccurrence, nextMark, type ContextItem } from './marks.ts';
import { startExamples } from './start-examples.ts';

export type ContextStatus =
  | { readonly kind: 'empty' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly failure: Failure };

export type AddResult =
  | { readonly kind: 'added'; readonly count: number }
  | { readonly kind: 'already' }
  | { readonly kind: 'too-many' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** How many occurrences are shown at once: more could not be told apart by eye. */
export const itemLimit = 24;

/** The word whose contexts are compared, its example sentences, and the occurrences in view. */
export class ContextStore {
  word = $state<string | null>(null);
  senses = $state.raw<readonly ExampleSense[]>([]);
  items = $state.raw<readonly ContextItem[]>([]);
  status = $state.raw<ContextStatus>({ kind: 'empty' });
  selected = $state<number | null>(null);
  hovered = $state<number | null>(null);

  readonly #client: Client;
  #nextId = 1;

  constructor(client: Client) {
    this.#client = client;
  }

  /** Takes up a word: its examples, a few of them in view. The same word again changes nothing. */
  async open(word: string): Promise<void> {
    if (this.word === word && this.status.kind !== 'failed') return;
    this.close();
    this.word = word;
    this.status = { kind: 'loading' };
    try {
      const senses = await this.#client.call('contexts.examples', { word }, { supersedes: 'examples' });
      if (this.word !== word) return;
      this.senses = senses;
      for (const { occurrence, sense } of startExamples(senses)) this.#add(occurrence, sense);
      this.status = { kind: 'ready' };
    } catch (error) {
      const failure = toFailure(error);
      if (this.word === word && failure.code !== 'superseded') this.status = { kind: 'failed', failure };
    }
  }

  close(): void {
    this.word = null;
    this.senses = [];
    this.items = [];
    this.selected = null;
    this.hovered = null;
    this.status = { kind: 'empty' };
  }

  find(occurrence: Occurrence): ContextItem | undefined {
    return this.items.find((item) => isSameOccurrence(item.occurrence, occurrence));
  }

  /** Brings an example into view, or takes it out. False where there is no room for one more. */
  toggle(occurrence: Occurrence, sense: ExampleSense): boolean {
    const present = this.find(occurrence);
    if (present) this.remove(present.id);
    else if (this.items.length >= itemLimit) return false;
    else this.#add(occurrence, sense);
    return true;
  }

  /** Adds every place where the word stands in a typed sentence. */
  async addSentence(text: string): Promise<AddResult> {
    const word = this.word;
    if (word === null) return { kind: 'already' };
    try {
      const found = await this.#client.call('contexts.find', { word, text }, { supersedes: 'find' });
      if (this.word !== word) return { kind: 'already' };
      const fresh = found.filter((occurrence) => !this.find(occurrence));
      if (fresh.length === 0) return { kind: 'already' };
      const room = itemLimit - this.items.length;
      if (room <= 0) return { kind: 'too-many' };
      const added = fresh.slice(0, room).map((occurrence) => this.#add(occurrence, null));
      this.selected = added.at(-1)?.id ?? null;
      return { kind: 'added', count: added.length };
    } catch (error) {
      return { kind: 'failed', failure: toFailure(error) };
    }
  }

  remove(id: number): void {
    this.items = this.items.filter((item) => item.id !== id);
    if (this.selected === id) this.selected = null;
    if (this.hovered === id) this.hovered = null;
  }

  #add(occurrence: Occurrence, sense: ExampleSense | null): ContextItem {
    const item: ContextItem = {
      id: this.#nextId++,
      occurrence,
      sense: sense && { id: sense.id, label: sense.label },
      mark: nextMark(this.items, sense?.id ?? null),
    };
    this.items = [...this.items, item];
    return item;
  }
}
