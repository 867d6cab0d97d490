import { LabelBoard, obstacleStyle } from './label-board.ts';
import { labelStyles, lineHeight, styleOf } from './label-styles.ts';
import { isMarkerCode, markerCode, noRef, type RefCode } from './ref-code.ts';
import type { SceneModel } from './scene-model.ts';
import type { ScreenPoints } from './screen-points.ts';
import type { TextWidths } from './text-widths.ts';
import type { View } from './view.ts';

/** Ambient labels: how many, and the free space around each, in the first view; closer, more of them stand nearer together. */
const firstCount = 26;
const mostCount = 140;
const firstSpaceX = 44;
const firstSpaceY = 24;
/** A label that is already there needs this share of the space, and counts as this much more important: it does not flicker. */
const keptSpaceShare = 0.3;
const keptImportance = 0.25;
/** How many ambient candidates are tried in one frame. */
const budget = 1500;
const farthestNearness = 0.78;
const fadeMs = 160;
/** Punctuation is no landmark. */
const landmark = /[\p{L}\p{N}]/u;
const edge = 6;
const sideCount = 4;

/** Chooses which labels are shown and where, frame by frame, the most important first. */
export class LabelPlanner {
  readonly board = new LabelBoard();
  readonly #model: SceneModel;
  readonly #view: View;
  readonly #screen: ScreenPoints;
  readonly #widths: TextWidths;
  readonly #place = new Float64Array(3);
  readonly #seen = new Float64Array(3);
  /** By point: the frame in which it was last labeled, how far its ambient label has faded in, and on which side it stands. */
  #labeledIn = new Uint32Array();
  #fade = new Float32Array();
  #side = new Uint8Array();
  /** The turns of the ambient labels of the last frame and of this one, ascending. */
  #kept = new Int32Array(mostCount);
  #keptCount = 0;
  #next = new Int32Array(mostCount);
  #frame = 1;
  #landmarksFrom = 0;

  constructor(model: SceneModel, view: View, screen: ScreenPoints, widths: TextWidths) {
    this.#model = model;
    this.#view = view;
    this.#screen = screen;
    this.#widths = widths;
  }

  /** Forgets the labels of other points; those before `landmarksFrom` are named last. */
  reset(landmarksFrom: number): void {
    const { count } = this.#model.cloud;
    this.#landmarksFrom = landmarksFrom;
    this.#labeledIn = new Uint32Array(count);
    this.#fade = new Float32Array(count);
    this.#side = new Uint8Array(count);
    this.#keptCount = 0;
  }

  /** Plans the labels of one frame. Returns whether a label is still fading in. */
  plan(elapsedMs: number): boolean {
    const { insets, width, height } = this.#view;
    this.#frame++;
    this.board.clear(
      insets.left + edge,
      insets.top + edge,
      width - insets.right - edge,
      height - insets.bottom - edge,
    );
    this.#blockMarks();
    this.#nameChosen();
    this.#planNamed();
    return this.#planAmbient(this.#view.isMotionReduced ? fadeMs : elapsedMs);
  }

  /** Keeps labels off the chosen point and the markers. */
  #blockMarks(): void {
    const { markers } = this.#model;
    for (let place = 0; place < markers.length; place++) this.#block(markerCode(place), 6);
    const chosen = this.#model.codeOf(this.#model.selection.chosen);
    if (chosen !== noRef) this.#block(chosen, 8);
  }

  #block(code: RefCode, radius: number): void {
    if (!this.#project(code)) return;
    this.board.take(
      code,
      obstacleStyle,
      1,
      this.#seen[0]! - radius,
      this.#seen[1]! - radius,
      2 * radius,
      2 * radius,
    );
  }

  #project(code: RefCode): boolean {
    this.#model.read(code, this.#place);
    this.#view.project(this.#place, this.#seen);
    return this.#seen[2]! > 0;
  }

  /** The chosen is always named: clear of the markers where there is room, else over them. */
  #nameChosen(): void {
    const chosen = this.#model.codeOf(this.#model.selection.chosen);
    if (chosen === noRef || this.#name(chosen, styleOf.chosen) || !this.#isInView()) return;
    const { size, gap } = labelStyles[styleOf.chosen];
    const width = this.#widths.widthOf(this.#model.labelOf(chosen), styleOf.chosen);
    const height = size * lineHeight;
    const [x = 0, y = 0] = this.#seen;
    this.board.take(chosen, styleOf.chosen, 1, x + gap, y - height / 2, width, height);
  }

  /** Whether what was projected last lies in the free middle of the view. */
  #isInView(): boolean {
    const { width, height, insets } = this.#view;
    const [x = 0, y = 0, depth = 0] = this.#seen;
    return (
      depth > 0 && x > insets.left && x < width - insets.right && y > insets.top && y < height - insets.bottom
    );
  }

  #planNamed(): void {
    const model = this.#model;
    const chosen = model.codeOf(model.selection.chosen);
    for (let place = 0; place < model.markers.length; place++) {
      const code = markerCode(place);
      if (code !== chosen)
        this.#name(code, model.markers[place]!.kind === 'word' ? styleOf.lit : styleOf.mention);
    }
    const { neighbors } = model.selection;
    for (let at = 0; at < neighbors.length; at++) this.#namePoint(neighbors[at]!.index, styleOf.lit);
    for (let at = 0; at < model.mentions.length; at++) this.#namePoint(model.mentions[at]!, styleOf.mention);
  }

  #namePoint(index: number, style: number): void {
    if (index >= 0 && index < this.#model.cloud.count && this.#labeledIn[index] !== this.#frame)
      this.#name(index, style);
  }

  #name(code: RefCode, style: number): boolean {
    const text = this.#model.labelOf(code);
    if (text === '' || !this.#project(code)) return false;
    return this.#fit(code, text, style, 1, 2, 1, sideCount);
  }

  /** Puts a label on the first free side of what was projected last, beginning with the side where it stood before. */
  #fit(
    code: RefCode,
    text: string,
    style: number,
    opacity: number,
    spaceX: number,
    spaceY: number,
    sides: number,
  ): boolean {
    const { size, gap } = labelStyles[style]!;
    const width = this.#widths.widthOf(text, style);
    const height = size * lineHeight;
    const isPoint = !isMarkerCode(code);
    const firstSide = isPoint ? this.#side[code]! : 0;
    const x = this.#seen[0]!;
    const y = this.#seen[1]!;
    for (let tried = 0; tried < sides; tried++) {
      const side = (firstSide + tried) % sideCount;
      const left = side === 0 ? x + gap : side === 1 ? x - gap - width : x - width / 2;
      const top = side < 2 ? y - height / 2 : side === 2 ? y - gap - height : y + gap;
      if (!this.board.isFree(left, top, width, height, spaceX, spaceY)) continue;
      this.board.take(code, style, opacity, left, top, width, height);
      if (isPoint) {
        this.#side[code] = side;
        this.#labeledIn[code] = this.#frame;
      }
      return true;
    }
    return false;
  }

  /** Goes through the points by importance, those already labeled a little ahead of their turn. */
  #planAmbient(elapsedMs: number): boolean {
    const { count } = this.#model.cloud;
    const zoom = Math.min(Math.max(this.#view.homeDistance / this.#view.distance, 0.7), 12);
    const most = Math.min(firstCount * zoom ** 0.8, mostCount);
    const kept = this.#kept;
    let keptAt = 0;
    let shown = 0;
    let tested = 0;
    let isFading = false;
    for (let turn = 0; turn < count && shown < most && tested < budget;) {
      const isKept = keptAt < this.#keptCount && kept[keptAt]! * keptImportance <= turn;
      const ownTurn = isKept ? kept[keptAt++]! : turn++;
      const candidate = (ownTurn + this.#landmarksFrom) % count;
      if (!this.#isCandidate(candidate)) continue;
      tested++;
      const share = (isKept ? keptSpaceShare : 1) / zoom;
      const fade = isKept ? this.#fade[candidate]! : 0;
      const newFade = Math.min(fade + elapsedMs / fadeMs, 1);
      if (!this.#fitAmbient(candidate, newFade, share)) continue;
      this.#fade[candidate] = newFade;
      isFading ||= newFade < 1;
      this.#next[shown++] = ownTurn;
    }
    sortAscending(this.#next, shown);
    this.#kept = this.#next;
    this.#next = kept;
    this.#keptCount = shown;
    return isFading;
  }

  #isCandidate(index: number): boolean {
    const { x, y, depth } = this.#screen;
    if (this.#labeledIn[index] === this.#frame) return false;
    const { distance, width, height, insets } = this.#view;
    if (!(depth[index]! > 0) || distance / depth[index]! < farthestNearness) return false;
    return (
      x[index]! > insets.left &&
      x[index]! < width - insets.right &&
      y[index]! > insets.top &&
      y[index]! < height - insets.bottom
    );
  }

  #fitAmbient(index: number, fade: number, spaceShare: number): boolean {
    const text = this.#model.cloud.labelOf(index);
    if (!landmark.test(text)) return false;
    const { x, y, depth } = this.#screen;
    this.#seen[0] = x[index]!;
    this.#seen[1] = y[index]!;
    const opacity = fade * Math.min(0.5 + (0.5 * this.#view.distance) / depth[index]!, 1);
    const spaceX = Math.max(firstSpaceX * spaceShare, 5);
    const spaceY = Math.max(firstSpaceY * spaceShare, 2);
    return this.#fit(index, text, styleOf.ambient, opacity, spaceX, spaceY, 2);
  }
}

/** Insertion sort of the first `count` values, which are nearly in order; it needs no memory. */
function sortAscending(values: Int32Array, count: number): void {
  for (let at = 1; at < count; at++) {
    const value = values[at]!;
    let to = at;
    for (; to > 0 && values[to - 1]! > value; to--) values[to] = values[to - 1]!;
    values[to] = value;
  }
}
