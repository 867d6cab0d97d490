import type { ProcedureOutput } from '../../shared/contract.ts';
import type { Client } from '../../shared/rpc/client.ts';
import type { Failure } from '../i18n/messages.ts';
import { toFailure } from './failure.ts';
import { canGoBack, canGoForward, current, emptyHistory, step, visit, type History } from './history.ts';

export type Neighborhood = ProcedureOutput<'words.neighbors'>;

/** How many nearest words are listed, and lit in the scene. */
const neighborCount = 30;

/** What is looked up: a word or an expression with its nearest words, and the way there. */
export class WordStore {
  shown = $state.raw<Neighborhood | null>(null);
  isLoading = $state(false);
  /** Why the last lookup failed, with its text; the word shown before it stays. */
  failed = $state.raw<{ readonly expression: string; readonly failure: Failure } | null>(null);

  #history = $state.raw<History>(emptyHistory);
  readonly canGoBack = $derived.by(() => canGoBack(this.#history));
  readonly canGoForward = $derived.by(() => canGoForward(this.#history));
  /** The word, where one plain word is shown and no expression. */
  readonly single = $derived.by(() => {
    const [term, ...others] = this.shown?.terms ?? [];
    return term && others.length === 0 && term.weight > 0 ? term : null;
  });

  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  /** Looks up a word or expression in a set; resolves to whether it is shown now. */
  async look(expression: string, set: string): Promise<boolean> {
    if (!(await this.#load(expression, set))) return false;
    this.#history = visit(this.#history, expression);
    return true;
  }

  /** One step back or forward on the way walked. */
  async walk(by: -1 | 1, set: string): Promise<void> {
    const next = step(this.#history, by);
    const expression = current(next);
    if (next === this.#history || expression === undefined) return;
    this.#history = next;
    await this.#load(expression, set);
  }

  /** Follows the set of what is shown to its new name. */
  renamed(set: string, to: string): void {
    if (this.shown?.set === set) this.shown = { ...this.shown, set: to };
  }

  forgetFailure(): void {
    this.failed = null;
  }

  async #load(expression: string, set: string): Promise<boolean> {
    this.isLoading = true;
    try {
      this.shown = await this.#client.call(
        'words.neighbors',
        { set, expression, top: neighborCount },
        { supersedes: 'neighbors' },
      );
      this.failed = null;
      this.isLoading = false;
      return true;
    } catch (error) {
      const failure = toFailure(error);
      if (failure.code === 'superseded') return false;
      this.isLoading = false;
      if (failure.code !== 'canceled') this.failed = { expression, failure };
      if (this.shown && this.shown.set !== set) this.shown = null; // its neighbors are of another set
      return false;
    }
  }
}
