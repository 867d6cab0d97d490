import type { LabelBoard } from './label-board.ts';
import { markerCode, noRef, type RefCode } from './ref-code.ts';
import type { SceneModel } from './scene-model.ts';
import type { ScreenPoints } from './screen-points.ts';
import type { View } from './view.ts';

/** What a pick looks through. */
export interface PickTargets {
  readonly model: SceneModel;
  readonly view: View;
  readonly screen: ScreenPoints;
  readonly board: LabelBoard;
}

/** Among points within reach, one that is this many pixels farther from the pointer wins if it is twice as near to the eye. */
const depthPixels = 4;
/** Points that lie this much farther away than the target are too faint to be meant. */
const faintestNearness = 0.4;

const place = new Float64Array(3);
const seen = new Float64Array(3);

/** The marker nearest to (x, y) within `reach` pixels. */
function pickMarker({ model, view }: PickTargets, x: number, y: number, reach: number): RefCode {
  let best: RefCode = noRef;
  let bestDistance = reach;
  for (let at = 0; at < model.markers.length; at++) {
    const code = markerCode(at);
    model.read(code, place);
    view.project(place, seen);
    const distance = Math.hypot(seen[0]! - x, seen[1]! - y);
    if (seen[2]! <= 0 || distance > bestDistance) continue;
    best = code;
    bestDistance = distance;
  }
  return best;
}

/** A lit point first, then the point nearest to the pointer and to the eye. */
function pickPoint({ view, screen }: PickTargets, x: number, y: number, reach: number): RefCode {
  let best: RefCode = noRef;
  let bestScore = Infinity;
  for (let index = 0; index < screen.x.length; index++) {
    const dx = screen.x[index]! - x;
    const dy = screen.y[index]! - y;
    if (dx > reach || dx < -reach || dy > reach || dy < -reach) continue;
    const distance = Math.hypot(dx, dy);
    const nearness = view.distance / screen.depth[index]!;
    if (distance > reach || !(nearness > faintestNearness)) continue;
    const score = distance - depthPixels * Math.log2(nearness);
    if (score >= bestScore) continue;
    best = index;
    bestScore = score;
  }
  return best;
}

/** The chosen point or one of its neighbors within `reach`, nearest first. */
function pickLit({ model, screen }: PickTargets, x: number, y: number, reach: number): RefCode {
  const { chosen, neighbors } = model.selection;
  let best: RefCode = noRef;
  let bestDistance = reach;
  for (let at = -1; at < neighbors.length; at++) {
    const index = at < 0 ? (chosen?.kind === 'point' ? chosen.index : -1) : neighbors[at]!.index;
    if (index < 0 || index >= screen.x.length || screen.depth[index]! <= 0) continue;
    const distance = Math.hypot(screen.x[index]! - x, screen.y[index]! - y);
    if (distance > bestDistance) continue;
    best = index;
    bestDistance = distance;
  }
  return best;
}

/** What is meant at (x, y): a marker, a lit point, a label's point, or a point, within `reach` pixels. */
export function pickAt(targets: PickTargets, x: number, y: number, reach: number): RefCode {
  const marker = pickMarker(targets, x, y, reach + 3);
  if (marker !== noRef) return marker;
  const lit = pickLit(targets, x, y, reach);
  if (lit !== noRef) return lit;
  const { board } = targets;
  const label = board.find(x, y);
  return label >= 0 ? board.code[label]! : pickPoint(targets, x, y, reach);
}
