import { fontOf, labelStyles } from './label-styles.ts';

/** Widths of labels in CSS pixels, each measured once; dropped when the font changes. */
export class TextWidths {
  readonly #context: CanvasRenderingContext2D;
  readonly #widths = labelStyles.map(() => new Map<string, number>());
  #family = 'sans-serif';

  constructor(context: CanvasRenderingContext2D) {
    this.#context = context;
  }

  setFamily(family: string): void {
    this.#family = family;
    this.forget();
  }

  /** Measures everything anew. */
  forget(): void {
    for (const widths of this.#widths) widths.clear();
  }

  widthOf(text: string, style: number): number {
    const widths = this.#widths[style]!;
    const known = widths.get(text);
    if (known !== undefined) return known;
    this.#context.font = fontOf(labelStyles[style]!, this.#family);
    const { width } = this.#context.measureText(text);
    widths.set(text, width);
    return width;
  }
}
