import { AmbientLabels } from './ambient-labels.ts';
import type { LabelBoard } from './label-board.ts';
import { LabelFitter } from './label-fitter.ts';
import { styleOf } from './label-styles.ts';
import { markerCode, noRef, type RefCode } from './ref-code.ts';
import type { SceneModel } from './scene-model.ts';
import type { ScreenPoints } from './screen-points.ts';
import type { TextWidths } from './text-widths.ts';
import type { View } from './view.ts';

const namedSpaceX = 2;
const namedSpaceY = 1;

/** Chooses which labels are shown and where, frame by frame, the most important first. */
export class LabelPlanner {
  readonly #model: SceneModel;
  readonly #view: View;
  readonly #fitter: LabelFitter;
  readonly #ambient: AmbientLabels;

  constructor(model: SceneModel, view: View, screen: ScreenPoints, widths: TextWidths) {
    this.#model = model;
    this.#view = view;
    this.#fitter = new LabelFitter(model, view, widths);
    this.#ambient = new AmbientLabels(model, view, screen, this.#fitter);
  }

  get board(): LabelBoard {
    return this.#fitter.board;
  }

  /** Forgets the labels of other points; those before `landmarksFrom` are named last. */
  reset(landmarksFrom: number): void {
    this.#fitter.reset();
    this.#ambient.reset(landmarksFrom);
  }

  /** Plans the labels of one frame. Returns whether a label is still fading in. */
  plan(elapsedMs: number): boolean {
    const chosen = this.#model.codeOf(this.#model.selection.chosen);
    this.#fitter.begin();
    this.#blockMarks(chosen);
    this.#fitter.spaceX = namedSpaceX;
    this.#fitter.spaceY = namedSpaceY;
    this.#nameChosen(chosen);
    this.#nameMarkers(chosen);
    this.#nameLit();
    return this.#ambient.plan(elapsedMs, chosen !== noRef);
  }

  /** Keeps labels off the chosen point and the markers. */
  #blockMarks(chosen: RefCode): void {
    const { markers } = this.#model;
    for (let place = 0; place < markers.length; place++) this.#fitter.block(markerCode(place), 6);
    if (chosen !== noRef) this.#fitter.block(chosen, 8);
  }

  /** The chosen is always named where it is in view: clear of the markers where there is room, else over them. */
  #nameChosen(chosen: RefCode): void {
    if (chosen === noRef || this.#name(chosen, styleOf.chosen) || !this.#isInView()) return;
    this.#fitter.force(chosen, this.#model.labelOf(chosen), styleOf.chosen);
  }

  /** Whether what was seen last lies in the free middle of the view. */
  #isInView(): boolean {
    const { width, height, insets } = this.#view;
    const { seen } = this.#fitter;
    const isBesidePanels = seen[0]! > insets.left && seen[0]! < width - insets.right;
    return seen[2]! > 0 && isBesidePanels && seen[1]! > insets.top && seen[1]! < height - insets.bottom;
  }

  #nameMarkers(chosen: RefCode): void {
    const { markers } = this.#model;
    for (let place = 0; place < markers.length; place++) {
      const code = markerCode(place);
      if (code !== chosen) this.#name(code, markers[place]!.kind === 'word' ? styleOf.lit : styleOf.mention);
    }
  }

  #nameLit(): void {
    const { mentions, selection } = this.#model;
    const { neighbors } = selection;
    for (let at = 0; at < neighbors.length; at++) this.#namePoint(neighbors[at]!.index, styleOf.lit);
    for (let at = 0; at < mentions.length; at++) this.#namePoint(mentions[at]!, styleOf.mention);
  }

  #namePoint(index: number, style: number): void {
    if (this.#model.cloud.has(index) && !this.#fitter.isLabeled(index)) this.#name(index, style);
  }

  #name(code: RefCode, style: number): boolean {
    const text = this.#model.labelOf(code);
    return text !== '' && this.#fitter.project(code) && this.#fitter.fit(code, text, style) >= 0;
  }
}
