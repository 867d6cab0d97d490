import { builtInSet } from '../../shared/built-in.ts';
import type { SetInfo } from '../../shared/domain.ts';
import type { Client } from '../../shared/rpc/client.ts';
import type { Failure } from '../i18n/messages.ts';
import { isWanted, toFailure } from './failure.ts';
import type { JobStore } from './jobs.svelte.ts';
import { toMap } from './lookup.ts';

export type SetStatus =
  | { readonly kind: 'waiting' }
  /** `isImport`: read from its package for the first time; else it is only loaded into memory. */
  | { readonly kind: 'preparing'; readonly isImport: boolean }
  | { readonly kind: 'ready' }
  | { readonly kind: 'canceled' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** The vector sets, and the one in use. */
export class SetStore {
  list = $state.raw<readonly SetInfo[]>([]);
  current = $state(builtInSet);
  status = $state.raw<SetStatus>({ kind: 'waiting' });
  /** Why sets could not be used when that was last tried. */
  failures = $state.raw<ReadonlyMap<string, Failure>>(toMap());

  readonly info = $derived.by(() => this.list.find(({ set }) => set === this.current));

  readonly #client: Client;
  readonly #jobs: JobStore;

  constructor(client: Client, jobs: JobStore) {
    this.#client = client;
    this.#jobs = jobs;
  }

  async refresh(): Promise<void> {
    this.list = await this.#client.call('sets.list', {});
  }

  /** Makes `set` usable and the one in use, unless that fails; resolves to whether it is. */
  async use(set = this.current): Promise<boolean> {
    const before = { current: this.current, status: this.status };
    this.current = set;
    try {
      await this.refresh();
      const isImport = this.info !== undefined && this.info.state !== 'ready';
      this.status = { kind: 'preparing', isImport };
      await this.#jobs.run({
        kind: 'prepare-set',
        run: ({ signal, onProgress }) => this.#client.call('sets.ensure', { set }, { signal, onProgress }),
        retry: () => void this.use(set),
      });
      if (isImport) await this.refresh();
      this.status = { kind: 'ready' };
      this.#remember(set, null);
      return true;
    } catch (error) {
      const failure = toFailure(error);
      this.#remember(set, isWanted(failure) ? null : failure);
      if (before.status.kind === 'ready' && before.current !== set) {
        this.current = before.current; // the one in use stays; the foot says what went wrong
        this.status = before.status;
      } else this.status = isWanted(failure) ? { kind: 'canceled' } : { kind: 'failed', failure };
      return false;
    }
  }

  /** Follows the set in use to its new name. */
  renamed(set: string, to: string): void {
    if (this.current === set) this.current = to;
  }

  #remember(set: string, failure: Failure | null): void {
    const others = [...this.failures].filter(([other]) => other !== set);
    this.failures = toMap(failure ? [...others, [set, failure]] : others);
  }
}
