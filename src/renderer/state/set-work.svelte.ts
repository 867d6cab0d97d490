import { builtInSet } from '../../shared/built-in.ts';
import type { ImportReport } from '../../shared/domain.ts';
import type { ChosenFiles } from '../../shared/host-contract.ts';
import { chooseLocalFiles, isDesktop } from '../client/choose-files.ts';
import { uploadFile } from '../client/upload.ts';
import type { Failure } from '../i18n/messages.ts';
import type { AppState } from './app-state.svelte.ts';
import { ImportStore } from './imports.svelte.ts';
import { SetLibrary } from './set-library.svelte.ts';
import { displaySetName } from './set-name.ts';

/** What is done with vector sets: taking them up, importing, naming, removing; and the page that shows them. */
export class SetWork {
  readonly library: SetLibrary;
  readonly imports: ImportStore;
  readonly #app: AppState;

  constructor(app: AppState) {
    this.#app = app;
    this.library = new SetLibrary(app.connection, app.jobs);
    this.imports = new ImportStore(app.connection, uploadFile, {
      onImported: (report) => void this.#imported(report),
      onShow: () => this.open(),
    });
  }

  /** Takes up another set, and the word that was looked up last in it. The one in use stays where that fails. */
  async use(set: string): Promise<void> {
    if (set === this.#app.sets.current && this.#app.sets.status.kind === 'ready') return;
    if (!(await this.#app.sets.use(set))) return;
    this.#app.settings.change({ set });
    const { lastWord } = this.#app.settings.values;
    if (lastWord !== '') await this.#app.look(lastWord);
  }

  /** Shows the page of sets. */
  open(): void {
    this.#app.panels.open('right');
    this.library.isOpen = true;
    this.library.unseen = [];
    void this.#loadLibrary();
  }

  /** Shows the page of sets with the details of one. */
  show(set: string): void {
    this.open();
    this.library.expanded = set;
  }

  close(): void {
    this.library.isOpen = false;
    this.library.forgetImports();
  }

  /** Lets a person choose files, and imports them. */
  async importFiles(): Promise<void> {
    this.open();
    if (!isDesktop()) return this.importLocal(await chooseLocalFiles());
    try {
      this.importChosen(await this.#app.connection.call('host.chooseFiles', {}));
    } catch {
      // The core is gone, which the foot says; nothing was chosen yet.
    }
  }

  /** Takes up files that the host has opened. */
  importChosen({ files, failures }: ChosenFiles): void {
    this.open();
    for (const { name, code, message } of failures)
      this.addFailure(name, { code, message, details: undefined });
    this.imports.add(files.map((file) => ({ kind: 'opened', file, name: file.name })));
  }

  /** Shows a file that cannot be taken up. */
  addFailure(name: string, failure: Failure): void {
    this.open();
    this.imports.addFailure(name, failure);
  }

  /** Takes up files that the browser handed to the page. */
  importLocal(files: readonly File[]): void {
    if (files.length > 0) this.open();
    this.imports.add(files.map((file) => ({ kind: 'local', file, name: file.name })));
  }

  /** Gives an import the word list that it lacks. */
  async chooseCompanion(id: number): Promise<void> {
    if (!isDesktop()) {
      const [file] = await chooseLocalFiles({ isSingle: true });
      if (file) this.imports.addCompanion(id, { kind: 'local', file, name: file.name });
      return;
    }
    const { files } = await this.#app.connection.call('host.chooseFiles', {});
    const [file] = files;
    if (file) this.imports.addCompanion(id, { kind: 'opened', file, name: file.name });
  }

  async rename(set: string, to: string): Promise<Failure | null> {
    const failure = await this.library.rename(set, to);
    if (failure) return failure;
    this.#app.sets.renamed(set, to);
    this.#app.map.renamed(set, to);
    this.#app.word.renamed(set, to);
    if (this.#app.settings.values.set === set) this.#app.settings.change({ set: to });
    await this.refresh();
    return null;
  }

  /** Removes a set; the built-in one takes the place of the one in use. */
  async remove(set: string): Promise<Failure | null> {
    if (set === this.#app.sets.current) await this.use(builtInSet);
    const failure = await this.library.remove(set);
    if (!failure) this.#app.announcer.say(this.#app.locale.t.sets.removed(displaySetName(set)));
    await this.refresh();
    return failure;
  }

  async refresh(): Promise<void> {
    await this.#app.sets.refresh().catch(() => undefined); // what fails shows where it is needed
    if (this.library.isOpen) await this.#loadLibrary();
  }

  /** The set that was in use last, or the built-in one where that is gone or cannot be used. */
  async useFirst(): Promise<boolean> {
    const { set } = this.#app.settings.values;
    await this.#app.sets.refresh().catch(() => undefined);
    const isThere = this.#app.sets.list.some((info) => info.set === set && info.state === 'ready');
    if (isThere && (await this.#app.sets.use(set))) return true;
    const wasStopped = isThere && this.#app.sets.status.kind === 'canceled';
    return wasStopped ? false : this.#app.sets.use(builtInSet);
  }

  #loadLibrary(): Promise<void> {
    return this.library.load(this.#app.sets.list.map(({ set }) => set));
  }

  async #imported(report: ImportReport): Promise<void> {
    const { set, words, skippedCount } = report;
    this.library.note(set, { kind: 'imported', report });
    if (this.library.isOpen) this.library.expanded = set;
    else this.library.unseen = [...this.library.unseen, report];
    this.#app.announcer.say(this.#app.locale.t.imports.announce(set, words, skippedCount));
    await this.refresh();
    if (this.#app.sets.status.kind !== 'ready') await this.use(set); // there was none to look at
  }
}
