import type { Client } from '../../shared/rpc/client.ts';
import { createConnection, type Connection, type ConnectionState } from '../client/connection.ts';
import { openPort } from '../client/open-port.ts';
import { Announcer } from './announcer.svelte.ts';
import { ContextVectorStore } from './context-vectors.svelte.ts';
import { ContextStore } from './contexts.svelte.ts';
import { Covers } from './covers.svelte.ts';
import { EncoderStore } from './encoder.svelte.ts';
import { JobStore } from './jobs.svelte.ts';
import { LayerSlider } from './layer-slider.svelte.ts';
import { Locale } from './locale.svelte.ts';
import { MapStore, type MapQuery } from './map.svelte.ts';
import { PanelLayout } from './panel-layout.svelte.ts';
import { PlacedWords } from './placed-words.svelte.ts';
import { ReadingStore } from './readings.svelte.ts';
import { SetWork } from './set-work.svelte.ts';
import { SetStore } from './sets.svelte.ts';
import { SettingsStore } from './settings.svelte.ts';
import { Theme } from './theme.svelte.ts';
import type { ViewHandle } from './view.ts';
import { WordStore } from './word.svelte.ts';

/** All of the page's state, wired once. Stores know each other only where one serves the other. */
export class AppState {
  connectionState = $state.raw<ConnectionState>({ kind: 'connecting' });
  /** The scene's verbs, while it stands. */
  view = $state.raw<ViewHandle | null>(null);
  isFlat = $state(false);
  /** Where a damaged database was put, until a person has taken note. */
  databaseSetAside = $state<string | null>(null);

  readonly connection: Connection;
  readonly announcer = new Announcer();
  readonly covers = new Covers();
  readonly slider = new LayerSlider();
  readonly jobs = new JobStore();
  readonly settings: SettingsStore;
  readonly locale: Locale;
  readonly theme: Theme;
  readonly panels: PanelLayout;
  readonly sets: SetStore;
  readonly map: MapStore;
  readonly word: WordStore;
  readonly placed: PlacedWords;
  readonly contexts: ContextStore;
  readonly vectors: ContextVectorStore;
  readonly readings: ReadingStore;
  readonly encoder: EncoderStore;
  /** What is done with vector sets. */
  readonly work: SetWork;

  constructor() {
    this.connection = createConnection({
      openPort,
      restore: (client) => this.#restore(client),
      onState: (state) => (this.connectionState = state),
    });
    const client = this.connection;
    this.settings = new SettingsStore(client);
    this.locale = new Locale(this.settings, navigator.languages);
    this.theme = new Theme(this.settings);
    this.panels = new PanelLayout(this.settings);
    this.sets = new SetStore(client, this.jobs);
    this.map = new MapStore(client, this.jobs);
    this.word = new WordStore(client);
    this.placed = new PlacedWords(client, this.map);
    this.contexts = new ContextStore(client);
    this.vectors = new ContextVectorStore(client, this.jobs);
    this.readings = new ReadingStore(client);
    this.encoder = new EncoderStore(client, this.jobs);
    this.work = new SetWork(this);
  }

  /** Tries everything again after the core, or the start, failed. */
  async restart(): Promise<void> {
    if (this.connectionState.kind === 'failed') this.connection.retry();
    await this.start();
  }

  /** Everything that the first screen needs, in the order in which it shows. */
  async start(): Promise<void> {
    await this.settings.load().catch(() => undefined); // defaults serve; the next change is kept again
    await this.#readInfo().catch(() => undefined); // a notice only; what fails shows where it is needed
    const isReady = await this.work.useFirst();
    await this.encoder.load().catch(() => undefined); // asked for again when contexts are
    const { lastWord } = this.settings.values;
    if (isReady && lastWord !== '' && !this.word.shown) await this.look(lastWord);
  }

  /** What the map is to show: the set in use, as large as the settings say. */
  mapQuery(): MapQuery {
    return { set: this.sets.current, words: this.settings.values.mapWords, seed: this.map.seed };
  }

  openMap(): Promise<void> {
    return this.map.open(this.mapQuery());
  }

  /** Chooses what the map shows. It follows by itself where something changed; else it is made again. */
  async chooseMap({ set, words, seed }: MapQuery): Promise<void> {
    const isSame =
      set === this.sets.current && seed === this.map.seed && words === this.settings.values.mapWords;
    if (isSame) return this.openMap();
    this.map.seed = seed;
    this.settings.change({ mapWords: words });
    if (set === this.sets.current) return;
    await this.work.use(set);
  }

  /** Fits the encoder's maps to a set; the sentences in view are then placed in it. */
  async fitMaps(set: string): Promise<void> {
    if ((await this.encoder.fitMaps(set)) && set === this.sets.current) await this.loadVectors();
  }

  /** Asks again for everything in the right panel that may have failed. */
  retryContexts(): void {
    const { word, items, status } = this.contexts;
    if (word !== null && status.kind === 'failed') void this.contexts.open(word);
    else if (this.vectors.failure) void this.loadVectors();
    else if (items.length > 0) void this.loadReadings();
    if (!this.encoder.info) void this.encoder.load().catch(() => undefined);
  }

  loadVectors(): Promise<void> {
    return this.vectors.load(this.contexts.items, this.sets.current, this.map.words.length);
  }

  /** Reads the occurrences in view at the layer where the slider rests, by the dial. */
  async loadReadings(): Promise<void> {
    const { word, items } = this.contexts;
    const { layer } = this.slider;
    const { contrast, foldForms } = this.settings.values;
    if (word === null || items.length === 0) this.readings.clear();
    else if (layer !== null)
      await this.readings.load({ word, items, set: this.sets.current, layer, contrast, foldForms });
  }

  /** Looks up a word or an expression; its contexts follow where it is one word. */
  async look(expression: string): Promise<void> {
    const text = expression.trim();
    if (await this.word.look(text, this.sets.current)) this.#follow();
  }

  async walk(by: -1 | 1): Promise<void> {
    await this.word.walk(by, this.sets.current);
    if (!this.word.failed) this.#follow();
  }

  async #readInfo(): Promise<void> {
    const { databaseSetAside } = await this.connection.call('app.info', {});
    this.databaseSetAside = databaseSetAside;
  }

  #follow(): void {
    const { shown, single } = this.word;
    if (!shown) return;
    this.settings.change({ lastWord: shown.expression });
    if (single) void this.contexts.open(single.word);
    else this.contexts.close();
    const nearest = shown.neighbors.slice(0, 5).map(({ word }) => word);
    this.announcer.say(this.locale.t.word.announce(shown.expression, nearest.join(', ')));
  }

  /** After the core came back: the set is loaded again before calls go on. */
  async #restore(client: Client): Promise<void> {
    if (this.map.isOpen) await client.call('sets.ensure', { set: this.sets.current });
    this.announcer.say(this.locale.t.core.recovered);
  }
}
