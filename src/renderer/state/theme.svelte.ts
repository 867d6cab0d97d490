import type { Dispose } from '../../shared/dispose.ts';
import type { SettingsStore } from './settings.svelte.ts';

export type ThemeName = 'dark' | 'light';

/** The theme in use: the one chosen, else the system's, also when the system changes it. */
export class Theme {
  readonly #settings: SettingsStore;
  readonly #query: MediaQueryList;
  #system = $state<ThemeName>('dark');

  readonly name: ThemeName = $derived.by(() => this.#settings.values.theme ?? this.#system);

  constructor(settings: SettingsStore, query = matchMedia('(prefers-color-scheme: light)')) {
    this.#settings = settings;
    this.#query = query;
    this.#system = query.matches ? 'light' : 'dark';
  }

  watchSystem(): Dispose {
    const onChange = ({ matches }: { matches: boolean }): void => {
      this.#system = matches ? 'light' : 'dark';
    };
    this.#query.addEventListener('change', onChange);
    return () => this.#query.removeEventListener('change', onChange);
  }

  toggle(): void {
    this.#settings.change({ theme: this.name === 'dark' ? 'light' : 'dark' });
  }
}
