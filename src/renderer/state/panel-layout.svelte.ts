import type { SettingsStore } from './settings.svelte.ts';

export type Side = 'left' | 'right';

/** In CSS pixels; the gap is around each panel. */
export const panelWidth: Readonly<Record<Side, number>> = { left: 288, right: 396 };
const panelGap = 14;

/** Below this width the scene has room beside one panel only. */
const wideWidth = 1100;
/** With less than this beside it, a panel lies over the scene. */
const sceneWidth = 420;

/** Which panels stand open. In a wide window both may, and that is kept; in a narrow one opening one folds the other. */
export class PanelLayout {
  windowWidth = $state(1440);
  #narrowOpen = $state<Side | null>('left');

  readonly isNarrow = $derived.by(() => this.windowWidth < wideWidth);
  readonly left = $derived.by(() => this.#isOpen('left'));
  readonly right = $derived.by(() => this.#isOpen('right'));

  /** Whether the open panel lies over the scene, which then keeps its whole width. */
  readonly isOverlay = $derived.by(
    () =>
      (this.left && this.#widthBeside('left') < sceneWidth) ||
      (this.right && this.#widthBeside('right') < sceneWidth),
  );
  /** How far panels reach over the scene from each side, in CSS pixels. */
  readonly insets: Readonly<Record<Side, number>> = $derived.by(() => ({
    left: this.left && !this.isOverlay ? panelWidth.left + panelGap : 0,
    right: this.right && !this.isOverlay ? panelWidth.right + panelGap : 0,
  }));

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

  #widthBeside(side: Side): number {
    return this.windowWidth - panelWidth[side] - panelGap;
  }

  #isOpen(side: Side): boolean {
    if (this.isNarrow) return this.#narrowOpen === side;
    return side === 'left' ? this.#settings.values.leftPanelOpen : this.#settings.values.rightPanelOpen;
  }
}
