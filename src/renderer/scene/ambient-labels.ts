import type { LabelFitter } from './label-fitter.ts';
import { styleOf } from './label-styles.ts';
import type { SceneModel } from './scene-model.ts';
import type { ScreenPoints } from './screen-points.ts';
import type { View } from './view.ts';

/** How many, and the free space around each, in the first view; closer, more of them stand nearer together. */
const firstCount = 26;
const mostCount = 84;
const growth = 0.65;
const firstSpaceX = 44;
const firstSpaceY = 24;
const fewestSpaceX = 5;
const fewestSpaceY = 2;
/** Something chosen has the say: fewer others are named, and fainter. */
const besideChosenShare = 0.65;
const besideChosenOpacity = 0.8;
/** A label that is already there needs this share of the space, and counts as this much more important: it does not flicker. */
const keptSpaceShare = 0.3;
const keptImportance = 0.25;
/** How many candidates are tried in one frame. */
const budget = 1500;
const farthestNearness = 0.78;
const fadeMs = 160;
const sides = 2;
/** Punctuation is no landmark. */
const landmark = /[\p{L}\p{N}]/u;

/** Names points that nobody asked for, so that one knows where one is: the most important first, without flicker. */
export class AmbientLabels {
  readonly #model: SceneModel;
  readonly #view: View;
  readonly #screen: ScreenPoints;
  readonly #fitter: LabelFitter;
  /** By point: how far its label has faded in. */
  #fade = new Float32Array();
  /** The turns of the labels of the last frame and of this one, ascending. */
  #kept = new Int32Array(mostCount);
  #keptCount = 0;
  #next = new Int32Array(mostCount);
  #landmarksFrom = 0;

  constructor(model: SceneModel, view: View, screen: ScreenPoints, fitter: LabelFitter) {
    this.#model = model;
    this.#view = view;
    this.#screen = screen;
    this.#fitter = fitter;
  }

  /** Forgets the labels of other points; those before `landmarksFrom` are named last. */
  reset(landmarksFrom: number): void {
    this.#landmarksFrom = landmarksFrom;
    this.#fade = new Float32Array(this.#model.cloud.count);
    this.#keptCount = 0;
  }

  /** Goes through the points by importance, those already labeled a little ahead of their turn. Returns whether one is still fading in. */
  plan(elapsedMs: number, isBesideChosen: boolean): boolean {
    const { count } = this.#model.cloud;
    const zoom = Math.min(Math.max(this.#view.homeDistance / this.#view.distance, 0.7), 12);
    const most = Math.min(firstCount * zoom ** growth, mostCount) * (isBesideChosen ? besideChosenShare : 1);
    const brightness = isBesideChosen ? besideChosenOpacity : 1;
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
      this.#spread(zoom, isKept);
      const place = this.#fit(candidate);
      if (place < 0) continue;
      const fade = Math.min((isKept ? this.#fade[candidate]! : 0) + elapsedMs / fadeMs, 1);
      this.#fade[candidate] = fade;
      this.#fitter.board.opacity[place] = fade * brightness * this.#nearness(candidate);
      isFading ||= fade < 1;
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
    if (this.#fitter.isLabeled(index)) return false;
    const { distance, width, height, insets } = this.#view;
    if (!(depth[index]! > 0) || distance / depth[index]! < farthestNearness) return false;
    return (
      x[index]! > insets.left &&
      x[index]! < width - insets.right &&
      y[index]! > insets.top &&
      y[index]! < height - insets.bottom
    );
  }

  #spread(zoom: number, isKept: boolean): void {
    const share = (isKept ? keptSpaceShare : 1) / zoom;
    this.#fitter.spaceX = Math.max(firstSpaceX * share, fewestSpaceX);
    this.#fitter.spaceY = Math.max(firstSpaceY * share, fewestSpaceY);
  }

  #fit(index: number): number {
    const text = this.#model.cloud.labelOf(index);
    if (!landmark.test(text)) return -1;
    const { seen } = this.#fitter;
    seen[0] = this.#screen.x[index]!;
    seen[1] = this.#screen.y[index]!;
    return this.#fitter.fit(index, text, styleOf.ambient, sides);
  }

  /** Labels grow fainter behind the middle of the view. */
  #nearness(index: number): number {
    return Math.min(0.5 + (0.5 * this.#view.distance) / this.#screen.depth[index]!, 1);
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
