import { en } from '../i18n/en.ts';
import type { Failure, Language, Messages } from '../i18n/messages.ts';
import { zh } from '../i18n/zh.ts';
import { unknownWords } from './failure.ts';
import { displaySetName } from './set-name.ts';
import type { SettingsStore } from './settings.svelte.ts';

const tables: Record<Language, Messages> = { en, zh };

/** The first of the system's languages that the page speaks; English where it speaks none of them. */
export function systemLanguage(languages: readonly string[]): Language {
  for (const tag of languages) {
    const primary = tag.toLowerCase().split('-')[0];
    if (primary === 'en' || primary === 'zh') return primary;
  }
  return 'en';
}

/** The language in use, and its message table. */
export class Locale {
  readonly #settings: SettingsStore;
  readonly #system: Language;

  readonly language: Language = $derived.by(() => this.#settings.values.language ?? this.#system);
  readonly t: Messages = $derived.by(() => tables[this.language]);

  constructor(settings: SettingsStore, languages: readonly string[]) {
    this.#settings = settings;
    this.#system = systemLanguage(languages);
  }

  /** A failure in the language in use; a word that a set lacks is named. */
  explain(failure: Failure, set?: string): string {
    const words = unknownWords(failure).map(({ word }) => word);
    if (words.length > 0 && set !== undefined) return this.t.unknownWord(words, displaySetName(set));
    return this.t.errors[failure.code](failure);
  }
}
