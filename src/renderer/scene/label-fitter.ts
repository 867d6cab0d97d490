import { LabelBoard, obstacleStyle } from './label-board.ts';
import { labelStyles, lineHeight } from './label-styles.ts';
import { isMarkerCode, type RefCode } from './ref-code.ts';
import type { SceneModel } from './scene-model.ts';
import type { TextWidths } from './text-widths.ts';
import type { View } from './view.ts';

const edge = 6;
const sideCount = 4;

/** Finds room for labels beside what they name: on the first free side, beginning with the one where a label stood before. */
export class LabelFitter {
  readonly board = new LabelBoard();
  /** Where what is to be named is seen: x, y and depth. */
  readonly seen = new Float64Array(3);
  /** How far a label keeps from others. */
  spaceX = 0;
  spaceY = 0;
  readonly #model: SceneModel;
  readonly #view: View;
  readonly #widths: TextWidths;
  readonly #place = new Float64Array(3);
  /** By point: the frame in which it was last labeled, and on which side. */
  #labeledIn = new Uint32Array();
  #side = new Uint8Array();
  #frame = 1;

  constructor(model: SceneModel, view: View, widths: TextWidths) {
    this.#model = model;
    this.#view = view;
    this.#widths = widths;
  }

  /** Forgets the labels of other points. */
  reset(): void {
    const { count } = this.#model.cloud;
    this.#labeledIn = new Uint32Array(count);
    this.#side = new Uint8Array(count);
  }

  /** Begins a frame: everything that the panels and covers leave is free. */
  begin(): void {
    const { insets, width, height } = this.#view;
    const { covers } = this.#model;
    this.#frame++;
    this.board.clear(
      insets.left + edge,
      insets.top + edge,
      width - insets.right - edge,
      height - insets.bottom - edge,
    );
    for (let at = 0; at < covers.length; at++) this.board.block(covers[at]!);
  }

  /** Notes where something is seen; false behind the eye. */
  project(code: RefCode): boolean {
    this.#model.read(code, this.#place);
    this.#view.project(this.#place, this.seen);
    return this.seen[2]! > 0;
  }

  /** Keeps labels off something. */
  block(code: RefCode, radius: number): void {
    if (!this.project(code)) return;
    const { seen } = this;
    this.board.take(code, obstacleStyle, seen[0]! - radius, seen[1]! - radius, 2 * radius, 2 * radius);
  }

  isLabeled(index: number): boolean {
    return this.#labeledIn[index] === this.#frame;
  }

  /** Puts a label beside what was seen last, on one of the first `sides`. Returns its place on the board; -1 without room. */
  fit(code: RefCode, text: string, style: number, sides = sideCount): number {
    const { board, seen } = this;
    const { size, gap } = labelStyles[style]!;
    const width = this.#widths.widthOf(text, style);
    const height = size * lineHeight;
    const isPoint = !isMarkerCode(code);
    const firstSide = isPoint ? this.#side[code]! : 0;
    const x = seen[0]!;
    const y = seen[1]!;
    for (let tried = 0; tried < sides; tried++) {
      const side = (firstSide + tried) % sideCount;
      const left = side === 0 ? x + gap : side === 1 ? x - gap - width : x - width / 2;
      const top = side < 2 ? y - height / 2 : side === 2 ? y - gap - height : y + gap;
      if (!board.isFree(left, top, width, height, this.spaceX, this.spaceY)) continue;
      if (isPoint) {
        this.#side[code] = side;
        this.#labeledIn[code] = this.#frame;
      }
      return board.take(code, style, left, top, width, height);
    }
    return -1;
  }

  /** Puts a label to the right of what was seen last, over other labels if it must be, but never beyond the bounds. */
  force(code: RefCode, text: string, style: number): void {
    const { board, seen } = this;
    const { size, gap } = labelStyles[style]!;
    const width = this.#widths.widthOf(text, style);
    const height = size * lineHeight;
    const left = Math.max(Math.min(seen[0]! + gap, board.maxX - width), board.minX);
    const top = Math.max(Math.min(seen[1]! - height / 2, board.maxY - height), board.minY);
    board.take(code, style, left, top, width, height);
    if (!isMarkerCode(code)) this.#labeledIn[code] = this.#frame;
  }
}
