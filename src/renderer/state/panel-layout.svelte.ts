import type { SettingsStore } from './settings.svelte.ts';

export type Side = 'left' | 'right';

/** Below this width the scene has room beside one panel only. */
const wideWidth = 1100;

/** Which panels stand open. In a wide window both may, and that is kept; in a narrow one opening one folds the other. */
export class PanelLayout {
  windowWidth = $state(1440);
  #narrowOpen = $state<Side | null>('left');

  readonly isNarrow = $derived.by(() => this.windowWidth < wideWidth);
  readonly left = $derived.by(() => this.#isOpen('left'));
  readonly right = $derived.by(() => this.#isOpen('right'));

  readonly #settings: SettingsStore;

  constructor(settings: SettingsStore) {
    this.#settings = settings;
  }

  toggle(side: Side): void {
    const isOpen = this.#isOpen(side);
    if (this.isNarrow) this.#narrowOpen = isOpen ? null : side;
    else if (side === 'left') this.#settings.change({ leftPanelOpen: !isOpen });
    else this.#settings.change({ rightPanelOpen: !isOpen });
  }

  open(side: Side): void {
    if (!this.#isOpen(side)) this.toggle(side);
  }

  #isOpen(side: Side): boolean {
    if (this.isNarrow) return this.#narrowOpen === side;
    return side === 'left' ? this.#settings.values.leftPanelOpen : this.#settings.values.rightPanelOpen;
  }
}
