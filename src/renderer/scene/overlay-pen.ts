import { fontOf, labelStyles } from './label-styles.ts';
import type { RefCode } from './ref-code.ts';
import type { SceneModel } from './scene-model.ts';
import type { SceneTheme } from './types.ts';
import type { View } from './view.ts';

/** A canvas over the points, and where on it things are seen. */
export class OverlayPen {
  readonly canvas = document.createElement('canvas');
  readonly context: CanvasRenderingContext2D;
  readonly model: SceneModel;
  readonly view: View;
  /** Where something is seen, for whoever draws it: x, y and depth. */
  readonly seen = new Float64Array(3);
  readonly end = new Float64Array(3);
  theme: SceneTheme;
  /** By label style. */
  fonts: readonly string[] = [];
  pixelRatio = 1;
  readonly #place = new Float64Array(3);

  constructor(model: SceneModel, view: View, theme: SceneTheme) {
    this.context = this.canvas.getContext('2d')!;
    this.model = model;
    this.view = view;
    this.theme = theme;
    this.setTheme(theme);
  }

  setTheme(theme: SceneTheme): void {
    this.theme = theme;
    this.fonts = labelStyles.map((style) => fontOf(style, theme.fontFamily));
  }

  resize(width: number, height: number, pixelRatio: number): void {
    this.pixelRatio = pixelRatio;
    this.canvas.width = Math.round(width * pixelRatio);
    this.canvas.height = Math.round(height * pixelRatio);
    this.canvas.style.width = `${width}px`;
    this.canvas.style.height = `${height}px`;
  }

  /** Draws in CSS pixels from the corner again. */
  home(): void {
    this.context.setTransform(this.pixelRatio, 0, 0, this.pixelRatio, 0, 0);
  }

  clear(): void {
    this.home();
    this.context.clearRect(0, 0, this.view.width, this.view.height);
  }

  /** Writes where something is seen to `out`; false behind the eye. */
  project(code: RefCode, out: Float64Array): boolean {
    this.model.read(code, this.#place);
    this.view.project(this.#place, out);
    return out[2]! > 0;
  }
}
