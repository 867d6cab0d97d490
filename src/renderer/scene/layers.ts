import { obstacleStyle } from './label-board.ts';
import { LabelPlanner } from './label-planner.ts';
import { drawOverlay } from './overlay.ts';
import { OverlayPen } from './overlay-pen.ts';
import { pickAt } from './pick.ts';
import { PointLayer } from './point-layer.ts';
import type { RefCode } from './ref-code.ts';
import type { SceneModel } from './scene-model.ts';
import { ScreenPoints } from './screen-points.ts';
import { drawSnapshot } from './snapshot.ts';
import { TextWidths } from './text-widths.ts';
import type { LabelBox, SceneTheme } from './types.ts';
import type { View } from './view.ts';

/** What is drawn: the points, and over them, on a canvas of their own, ties, marks and labels. */
export class Layers {
  readonly #model: SceneModel;
  readonly #view: View;
  readonly #points = new PointLayer();
  readonly #screen = new ScreenPoints();
  readonly #pen: OverlayPen;
  readonly #widths: TextWidths;
  readonly #labels: LabelPlanner;

  /** Throws where there is no WebGL2. */
  constructor(model: SceneModel, view: View, theme: SceneTheme) {
    this.#model = model;
    this.#view = view;
    this.#pen = new OverlayPen(model, view, theme);
    this.#widths = new TextWidths(this.#pen.context);
    this.#labels = new LabelPlanner(model, view, this.#screen, this.#widths);
  }

  /** The first at the bottom. */
  get canvases(): readonly HTMLCanvasElement[] {
    return [this.#points.canvas, this.#pen.canvas];
  }

  resize(width: number, height: number, pixelRatio: number): void {
    this.#points.resize(width, height, pixelRatio);
    this.#pen.resize(width, height, pixelRatio);
  }

  setTheme(theme: SceneTheme): void {
    this.#points.setTheme(theme);
    this.#pen.setTheme(theme);
    this.#widths.setFamily(theme.fontFamily);
  }

  /** Measures labels anew: a font that arrives late changes all widths. */
  forgetWidths(): void {
    this.#widths.forget();
  }

  /** Forgets the labels of other points; those before `landmarksFrom` are named last. */
  resetLabels(landmarksFrom: number): void {
    this.#labels.reset(landmarksFrom);
  }

  drawPoints(): void {
    this.#points.draw(this.#model.cloud, this.#view);
    this.#screen.update(this.#model.cloud, this.#view);
  }

  /** Returns whether a label is still fading in. */
  drawOverlay(elapsedMs: number): boolean {
    const isFading = this.#labels.plan(elapsedMs);
    drawOverlay(this.#pen, this.#labels.board);
    return isFading;
  }

  /** What stood there when it was drawn last. */
  pick(x: number, y: number, reach: number): RefCode {
    const targets = { model: this.#model, view: this.#view, screen: this.#screen, board: this.#labels.board };
    return pickAt(targets, x, y, reach);
  }

  labelBoxes(): LabelBox[] {
    const { board } = this.#labels;
    const boxes: LabelBox[] = [];
    for (let at = 0; at < board.count; at++) {
      const ref = this.#model.refOf(board.code[at]!);
      if (board.style[at] === obstacleStyle || !ref) continue;
      const [left, top] = [board.left[at]!, board.top[at]!];
      const size = { width: board.right[at]! - left, height: board.bottom[at]! - top };
      boxes.push({ text: this.#model.labelOf(board.code[at]!), ref, left, top, ...size });
    }
    return boxes;
  }

  /** Right after both were drawn: a WebGL canvas can be read only then. */
  snapshot(): Promise<Blob> {
    return drawSnapshot(this.canvases);
  }

  dispose(): void {
    for (const canvas of this.canvases) canvas.remove();
    this.#points.dispose();
  }
}
