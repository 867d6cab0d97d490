import { defaultSettings } from '../../shared/built-in.ts';
import type { Settings } from '../../shared/domain.ts';
import type { Client } from '../../shared/rpc/client.ts';

const writeDelayMs = 400;

/** What the page keeps between starts. Changes show at once and are written a moment later, together. */
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
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), writeDelayMs);
  }

  /** Writes what is not written yet. What cannot be written is tried again with the next change. */
  flush(): void {
    clearTimeout(this.#timer);
    const patch = this.#unwritten;
    if (Object.keys(patch).length === 0) return;
    this.#unwritten = {};
    this.#client.call('settings.write', patch).catch(() => {
      this.#unwritten = { ...patch, ...this.#unwritten };
    });
  }
}
