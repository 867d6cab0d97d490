import type { Orbit } from './orbit.ts';
import { noRef, type RefCode } from './ref-code.ts';
import type { SceneModel } from './scene-model.ts';
import type { SceneRef } from './types.ts';

/** How far from the chosen point its neighbors are seen after a flight there. */
const neighborPixels = 130;
/** A flight ends no farther away than this share of the whole map's distance, and no nearer than that one. */
const flownShare = 0.5;
const closestShare = 0.1;
/** Free around what is framed, for its labels. */
const margin = 48;

/** Brings what is shown into view. */
export class Framing {
  readonly #model: SceneModel;
  readonly #orbit: Orbit;
  readonly #place = new Float64Array(3);

  constructor(model: SceneModel, orbit: Orbit) {
    this.#model = model;
    this.#orbit = orbit;
  }

  /** Shows these, or what is chosen, lit and marked, or everything. */
  frame(refs: readonly SceneRef[] = this.#prominent()): void {
    const codes = refs.map((ref) => this.#model.codeOf(ref)).filter((code) => code !== noRef);
    if (codes.length === 0) this.#orbit.goHome();
    else this.#fit(codes);
  }

  #prominent(): SceneRef[] {
    const { selection, markers } = this.#model;
    const chosen = selection.chosen ? [selection.chosen] : [];
    const neighbors = selection.neighbors.map(({ index }): SceneRef => ({ kind: 'point', index }));
    return [...chosen, ...neighbors, ...markers.map(({ id }): SceneRef => ({ kind: 'marker', id }))];
  }

  /** Looks at the middle of these, from where all of them are in sight, those nearer to the eye too. */
  #fit(codes: readonly RefCode[]): void {
    const { right, up, forward, depthScale } = this.#orbit.destination();
    const axes = [right, up, forward];
    const seen = codes.map((code) => {
      const place = this.#placeOf(code);
      return axes.map(
        (axis) => place[0]! * axis[0]! + place[1]! * axis[1]! + place[2]! * depthScale * axis[2]!,
      );
    });
    const [across = 0, along = 0, ahead = 0] = axes.map((_, at) => middleOf(seen.map((place) => place[at]!)));
    const middle = right.map((_, axis) => across * right[axis]! + along * up[axis]! + ahead * forward[axis]!);
    const { focal, freeWidth, freeHeight, homeDistance } = this.#orbit.view;
    const distances = seen.map(
      ([x = 0, y = 0, depth = 0]) =>
        Math.max(Math.abs(x - across) / halfOf(freeWidth), Math.abs(y - along) / halfOf(freeHeight)) * focal +
        (ahead - depth),
    );
    this.#orbit.aim(middle, Math.max(...distances, homeDistance * closestShare));
  }

  /** Looks at one; at the chosen one from so near that its neighbors stand apart. */
  flyTo(ref: SceneRef): void {
    const { focal, homeDistance } = this.#orbit.view;
    const code = this.#model.codeOf(ref);
    if (code === noRef) return;
    const spread = code === this.#model.codeOf(this.#model.selection.chosen) ? this.#neighborSpread(code) : 0;
    const farthest = homeDistance * flownShare;
    const wanted = Math.max((focal * spread) / neighborPixels, homeDistance * closestShare);
    if (spread > 0) this.#orbit.aim(this.#placeOf(code), Math.min(wanted, farthest));
    else this.#orbit.aim(this.#placeOf(code), farthest, true);
  }

  /** The median distance from a point to the selection's neighbors; 0 where there are none. */
  #neighborSpread(code: RefCode): number {
    const { selection, cloud } = this.#model;
    const from = this.#placeOf(code).slice();
    const known = selection.neighbors.filter(({ index }) => index >= 0 && index < cloud.count);
    const distances = known.map(({ index }) => distanceBetween(this.#placeOf(index), from));
    return distances.sort((a, b) => a - b)[Math.floor(distances.length / 2)] ?? 0;
  }

  /** Where something stands; the next call overwrites it. */
  #placeOf(code: RefCode): Float64Array {
    this.#model.read(code, this.#place);
    return this.#place;
  }
}

/** Half of what is free, but for the margin. */
function halfOf(size: number): number {
  return Math.max(size / 2 - margin, margin);
}

function middleOf(values: readonly number[]): number {
  return (Math.min(...values) + Math.max(...values)) / 2;
}

function distanceBetween(a: Float64Array, b: Float64Array): number {
  return Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!, a[2]! - b[2]!);
}
