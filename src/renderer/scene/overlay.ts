import { obstacleStyle, type LabelBoard } from './label-board.ts';
import { fontOf, labelStyles, styleOf } from './label-styles.ts';
import { markerPaths, markerShapes, type MarkerShape } from './marker-shapes.ts';
import { isMarkerCode, markerCode, markerPlace, noRef, type RefCode } from './ref-code.ts';
import type { SceneModel } from './scene-model.ts';
import { drawTooltip } from './tooltip.ts';
import type { SceneTheme } from './types.ts';
import type { View } from './view.ts';

const fullTurn = 2 * Math.PI;
const tieOpacity = 0.35;
const curveOpacity = 0.75;
const curveWidth = 1.4;
const mostLift = 48;
const liftShare = 0.16;
const haloWidth = 3;

/** Draws what lies over the points on a canvas of its own: ties, lit points, markers, labels. A few hundred things at most. */
export class Overlay {
  readonly canvas = document.createElement('canvas');
  readonly context: CanvasRenderingContext2D;
  readonly #model: SceneModel;
  readonly #view: View;
  readonly #board: () => LabelBoard;
  readonly #paths = new Map<MarkerShape, Path2D>(
    markerShapes.map((shape) => [shape, new Path2D(markerPaths[shape])]),
  );
  readonly #place = new Float64Array(3);
  readonly #seen = new Float64Array(3);
  readonly #end = new Float64Array(3);
  #fonts: readonly string[] = [];
  #theme: SceneTheme;
  #pixelRatio = 1;

  constructor(model: SceneModel, view: View, theme: SceneTheme, board: () => LabelBoard) {
    this.context = this.canvas.getContext('2d')!;
    this.#model = model;
    this.#view = view;
    this.#board = board;
    this.#theme = theme;
    this.setTheme(theme);
  }

  setTheme(theme: SceneTheme): void {
    this.#theme = theme;
    this.#fonts = labelStyles.map((style) => fontOf(style, theme.fontFamily));
  }

  resize(width: number, height: number, pixelRatio: number): void {
    this.#pixelRatio = pixelRatio;
    this.canvas.width = Math.round(width * pixelRatio);
    this.canvas.height = Math.round(height * pixelRatio);
    this.canvas.style.width = `${width}px`;
    this.canvas.style.height = `${height}px`;
  }

  draw(): void {
    const { context } = this;
    const model = this.#model;
    const { width, height } = this.#view;
    context.setTransform(this.#pixelRatio, 0, 0, this.#pixelRatio, 0, 0);
    context.clearRect(0, 0, width, height);
    const chosen = model.codeOf(model.selection.chosen);
    const highlight = model.hovered === noRef ? model.codeOf(model.highlight) : model.hovered;
    if (chosen !== noRef) this.#drawTies(chosen);
    this.#drawMarkerTies(highlight);
    this.#drawDots(chosen);
    this.#drawMarkers(highlight);
    this.#drawLabels(highlight);
    if (highlight !== noRef) this.#drawHighlight(highlight);
    context.globalAlpha = 1;
  }

  /** Where a ref is seen; false behind the eye. */
  #project(code: RefCode, out: Float64Array): boolean {
    this.#model.read(code, this.#place);
    this.#view.project(this.#place, out);
    return out[2]! > 0;
  }

  #isPoint(index: number): boolean {
    return index >= 0 && index < this.#model.cloud.count;
  }

  /** Thin lines from the chosen point to its neighbors. */
  #drawTies(chosen: RefCode): void {
    const { context } = this;
    if (!this.#project(chosen, this.#seen)) return;
    context.strokeStyle = this.#theme.accent;
    context.lineWidth = 1;
    context.globalAlpha = tieOpacity;
    context.beginPath();
    const { neighbors } = this.#model.selection;
    for (let at = 0; at < neighbors.length; at++) {
      const { index } = neighbors[at]!;
      if (!this.#isPoint(index) || !this.#project(index, this.#end)) continue;
      context.moveTo(this.#seen[0]!, this.#seen[1]!);
      context.lineTo(this.#end[0]!, this.#end[1]!);
    }
    context.stroke();
  }

  /** From each marker to what it is tied to: a word by a thin line, an occurrence by a curve in its color. */
  #drawMarkerTies(highlight: RefCode): void {
    const { context } = this;
    const { markers } = this.#model;
    for (let place = 0; place < markers.length; place++) {
      const { kind, color, tiedTo } = markers[place]!;
      const code = markerCode(place);
      const anchor = this.#model.codeOf(tiedTo);
      if (anchor === noRef || !this.#project(anchor, this.#seen) || !this.#project(code, this.#end)) continue;
      const isWord = kind === 'word';
      context.strokeStyle = color;
      context.lineWidth = isWord ? 1 : curveWidth;
      context.globalAlpha = code === highlight ? 1 : isWord ? tieOpacity : curveOpacity;
      context.beginPath();
      context.moveTo(this.#seen[0]!, this.#seen[1]!);
      if (isWord) context.lineTo(this.#end[0]!, this.#end[1]!);
      else this.#curve();
      context.stroke();
    }
  }

  #curve(): void {
    const [x, y] = [this.#seen[0]!, this.#seen[1]!];
    const [endX, endY] = [this.#end[0]!, this.#end[1]!];
    const lift = Math.min(mostLift, liftShare * Math.hypot(endX - x, endY - y));
    this.context.quadraticCurveTo((x + endX) / 2, (y + endY) / 2 - lift, endX, endY);
  }

  #dot(code: RefCode, radius: number): void {
    if (!this.#project(code, this.#seen)) return;
    this.context.beginPath();
    this.context.arc(this.#seen[0]!, this.#seen[1]!, radius, 0, fullTurn);
    this.context.fill();
  }

  #drawDots(chosen: RefCode): void {
    const { context } = this;
    const { mentions, selection } = this.#model;
    context.globalAlpha = 1;
    context.fillStyle = this.#theme.text;
    for (let at = 0; at < mentions.length; at++)
      if (this.#isPoint(mentions[at]!)) this.#dot(mentions[at]!, 2);
    context.fillStyle = this.#theme.accent;
    for (let at = 0; at < selection.neighbors.length; at++) {
      const { index } = selection.neighbors[at]!;
      if (this.#isPoint(index)) this.#dot(index, 2.6);
    }
    if (chosen === noRef) return;
    this.#dot(chosen, 5);
    context.globalAlpha = 0.25;
    this.#dot(chosen, 11);
  }

  /** Outlined in the background's color, so that they stand out from points and from each other. */
  #drawMarkers(highlight: RefCode): void {
    const { context } = this;
    const { markers } = this.#model;
    context.globalAlpha = 1;
    context.strokeStyle = this.#theme.background;
    for (let place = 0; place < markers.length; place++) {
      const code = markerCode(place);
      if (!this.#project(code, this.#seen)) continue;
      const { kind, shape, color } = markers[place]!;
      const scale = (kind === 'word' ? 0.6 : 1) * (code === highlight ? 1.35 : 1) * this.#pixelRatio;
      const [x, y] = [this.#seen[0]! * this.#pixelRatio, this.#seen[1]! * this.#pixelRatio];
      context.setTransform(scale, 0, 0, scale, x, y);
      context.lineWidth = 1.5;
      context.fillStyle = color;
      context.fill(this.#paths.get(shape)!);
      context.stroke(this.#paths.get(shape)!);
    }
    context.setTransform(this.#pixelRatio, 0, 0, this.#pixelRatio, 0, 0);
  }

  #drawLabels(highlight: RefCode): void {
    const { context } = this;
    const board = this.#board();
    context.textBaseline = 'middle';
    context.textAlign = 'left';
    context.lineJoin = 'round';
    context.lineWidth = haloWidth;
    context.strokeStyle = this.#theme.background;
    for (let style = labelStyles.length - 1; style >= 0; style--) {
      context.font = this.#fonts[style]!;
      for (let at = 0; at < board.count; at++)
        if (board.style[at] === style) this.#drawLabel(board, at, board.code[at] === highlight);
    }
  }

  #drawLabel(board: LabelBoard, at: number, isHighlighted: boolean): void {
    const { context } = this;
    const code = board.code[at]!;
    const style = board.style[at]!;
    const text = this.#model.labelOf(code);
    const x = board.left[at]!;
    const y = (board.top[at]! + board.bottom[at]!) / 2;
    const isOwnColor = style === styleOf.lit && isMarkerCode(code);
    const color = isOwnColor
      ? this.#model.markers[markerPlace(code)]!.color
      : this.#theme[labelStyles[style]!.color];
    context.globalAlpha = 0.8 * board.opacity[at]!;
    context.strokeText(text, x, y);
    context.globalAlpha = isHighlighted ? 1 : board.opacity[at]!;
    context.fillStyle = isHighlighted && style === styleOf.ambient ? this.#theme.text : color;
    context.fillText(text, x, y);
  }

  /** A ring around what the pointer is on, and its name where that is not written beside it already. */
  #drawHighlight(code: RefCode): void {
    if (!this.#project(code, this.#seen)) return;
    const { context } = this;
    context.globalAlpha = 0.9;
    context.strokeStyle = this.#theme.text;
    context.lineWidth = 1.2;
    context.beginPath();
    context.arc(this.#seen[0]!, this.#seen[1]!, isMarkerCode(code) ? 10 : 6, 0, fullTurn);
    context.stroke();
    const text = this.#model.labelOf(code);
    if (text === '' || this.#isLabeled(code)) return;
    drawTooltip(context, {
      text,
      x: this.#seen[0]!,
      y: this.#seen[1]!,
      theme: this.#theme,
      view: this.#view,
    });
  }

  #isLabeled(code: RefCode): boolean {
    const board = this.#board();
    for (let at = 0; at < board.count; at++)
      if (board.code[at] === code && board.style[at] !== obstacleStyle) return true;
    return false;
  }
}
