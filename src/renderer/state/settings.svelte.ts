import { defaultSettings } from '../../shared/built-in.ts';
import type { Settings } from '../../shared/domain.ts';
import type { Client } from '../../shared/rpc/client.ts';

const writePauseMs = 400;

/** What the page keeps between starts. Changes show and are written at once; a flood of them is written together. */
export class SettingsStore {
  values = $state.raw<Settings>(defaultSettings);
  isLoaded = $state(false);

  readonly #client: Client;
  #unwritten: Partial<Settings> = {};
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(client: Client) {
    this.#client = client;
  }

  /** Reads what was kept; what a person changed meanwhile stays changed. */
  async load(): Promise<void> {
    try {
      const kept = await this.#client.call('settings.read', {});
      this.values = { ...kept, ...this.#unwritten };
    } finally {
      this.isLoaded = true;
    }
  }

  change(patch: Partial<Settings>): void {
    this.values = { ...this.values, ...patch };
    this.#unwritten = { ...this.#unwritten, ...patch };
    if (this.#timer === undefined) this.flush();
  }

  /** Writes what is not written yet. What cannot be written is tried again with the next change. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const patch = this.#unwritten;
    if (Object.keys(patch).length === 0) return;
    this.#unwritten = {};
    this.#timer = setTimeout(() => this.flush(), writePauseMs);
    this.#client.call('settings.write', patch).catch(() => {
      this.#unwritten = { ...patch, ...this.#unwritten };
    });
  }
}
