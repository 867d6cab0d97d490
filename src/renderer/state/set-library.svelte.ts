import type { ProcedureOutput } from '../../shared/contract.ts';
import type { ExportFormatName, ImportReport, SetDetails } from '../../shared/domain.ts';
import type { Client } from '../../shared/rpc/client.ts';
import { downloadFrom } from '../client/choose-files.ts';
import type { Failure } from '../i18n/messages.ts';
import { exportFileName } from './export-formats.ts';
import { isWanted, toFailure } from './failure.ts';
import type { JobStore } from './jobs.svelte.ts';
import { toMap } from './lookup.ts';

type ChosenTarget = NonNullable<ProcedureOutput<'host.chooseTarget'>>;
export type Check = ProcedureOutput<'evaluate.builtIn'>;

/** What was done to a set last, as its row says it. */
export type SetNote =
  | { readonly kind: 'imported'; readonly report: ImportReport }
  | { readonly kind: 'exported'; readonly name: string }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** The page of sets: what is known of each, and what is done to them. */
export class SetLibrary {
  isOpen = $state(false);
  /** The set whose details are shown. */
  expanded = $state<string | null>(null);
  details = $state.raw<ReadonlyMap<string, SetDetails>>(toMap());
  /** Answers to the built-in analogy questions, by set. */
  checks = $state.raw<ReadonlyMap<string, Check>>(toMap());
  notes = $state.raw<ReadonlyMap<string, SetNote>>(toMap());
  /** Sets that were imported while the page of sets was closed. */
  unseen = $state.raw<readonly ImportReport[]>([]);

  readonly #client: Client;
  readonly #jobs: JobStore;

  constructor(client: Client, jobs: JobStore) {
    this.#client = client;
    this.#jobs = jobs;
  }

  /** Reads the details of these sets, and forgets what is known of others. */
  async load(sets: readonly string[]): Promise<void> {
    const read = async (set: string): Promise<(readonly [string, SetDetails])[]> => {
      try {
        return [[set, await this.#client.call('sets.details', { set })]];
      } catch {
        return []; // it has just gone; the list says so next
      }
    };
    this.details = toMap((await Promise.all(sets.map(read))).flat());
  }

  toggle(set: string): void {
    this.expanded = this.expanded === set ? null : set;
  }

  note(set: string, note: SetNote | null): void {
    this.notes = toMap([
      ...[...this.notes].filter(([other]) => other !== set),
      ...(note ? [[set, note] as const] : []),
    ]);
  }

  /** What was imported is seen now. */
  forgetImports(): void {
    this.notes = toMap([...this.notes].filter(([, { kind }]) => kind !== 'imported'));
  }

  /** Resolves to null when all is well. */
  async rename(set: string, to: string): Promise<Failure | null> {
    try {
      await this.#client.call('sets.rename', { set, to });
    } catch (error) {
      return toFailure(error);
    }
    const move = <T>(known: ReadonlyMap<string, T>): ReadonlyMap<string, T> =>
      toMap([...known].map(([name, value]) => [name === set ? to : name, value] as const));
    this.checks = move(this.checks);
    this.notes = move(this.notes);
    this.details = move(this.details);
    if (this.expanded === set) this.expanded = to;
    return null;
  }

  async describe(set: string, license: string): Promise<Failure | null> {
    try {
      const details = await this.#client.call('sets.describe', { set, license });
      this.details = toMap([...this.details, [set, details]]);
      return null;
    } catch (error) {
      return toFailure(error);
    }
  }

  async remove(set: string): Promise<Failure | null> {
    try {
      await this.#client.call('sets.remove', { set });
    } catch (error) {
      return toFailure(error);
    }
    this.note(set, null);
    this.checks = toMap([...this.checks].filter(([other]) => other !== set));
    if (this.expanded === set) this.expanded = null;
    return null;
  }

  /** Answers the questions that ship with the app. */
  async check(set: string): Promise<void> {
    try {
      const result = await this.#jobs.run({
        kind: 'check',
        subject: set,
        run: ({ signal, onProgress }) =>
          this.#client.call('evaluate.builtIn', { set }, { signal, onProgress }),
        retry: () => void this.check(set),
      });
      this.checks = toMap([...this.checks, [set, result]]);
    } catch {
      // The foot says why and offers another try.
    }
  }

  /**
   * Where the words of a matrix go that a browser fetches: into a file of their own too. Null where the core writes them beside the
   * matrix by itself, or there are none.
   */
  async #targetOfWords(
    { name, address }: ChosenTarget,
    format: ExportFormatName,
  ): Promise<ChosenTarget | null> {
    if (format !== 'npy' || address === null) return null;
    const wordsName = `${name.replace(/\.npy$/i, '')}.words.txt`;
    return this.#client.call('host.chooseTarget', { name: wordsName });
  }

  /** Asks where to, and writes the set there. */
  async export(set: string, format: ExportFormatName): Promise<void> {
    try {
      const target = await this.#client.call('host.chooseTarget', { name: exportFileName(set, format) });
      if (!target) return;
      const words = await this.#targetOfWords(target, format);
      const input = { set, format, file: target.file, ...(words && { companion: words.file }) };
      await this.#jobs.run({
        kind: 'export',
        subject: set,
        run: ({ signal, onProgress }) => this.#client.call('sets.export', input, { signal, onProgress }),
        retry: () => void this.export(set, format),
      });
      for (const written of [target, words]) {
        if (written?.address) downloadFrom(written.address, written.name);
      }
      this.note(set, { kind: 'exported', name: target.name });
    } catch (error) {
      const failure = toFailure(error);
      if (!isWanted(failure)) this.note(set, { kind: 'failed', failure });
    }
  }
}
