import type { OverlayPen } from './overlay-pen.ts';
import { markerCode, noRef, type RefCode } from './ref-code.ts';

const tieOpacity = 0.42;
/** Of the opacity of the nearest neighbor's tie, that of the last one's. */
const lastTieShare = 0.3;
/** A tie that only leads out of sight shows a direction, no neighbor. */
const outOfSightShare = 0.35;
const wordTieOpacity = 0.35;
const curveOpacity = 0.75;
const curveWidth = 1.4;
const mostLift = 48;
const liftShare = 0.16;

/** Thin lines from the chosen point to its neighbors, fainter from one to the next. */
export function drawTies(pen: OverlayPen, chosen: RefCode): void {
  const { context, model, seen, end } = pen;
  const { neighbors } = model.selection;
  if (chosen === noRef || !pen.project(chosen, seen)) return;
  context.strokeStyle = pen.theme.accent;
  context.lineWidth = 1;
  for (let at = 0; at < neighbors.length; at++) {
    const { index } = neighbors[at]!;
    if (!model.cloud.has(index) || !pen.project(index, end)) continue;
    const rankShare = 1 - ((1 - lastTieShare) * at) / neighbors.length;
    context.globalAlpha = tieOpacity * rankShare * (isInSight(pen) ? 1 : outOfSightShare);
    context.beginPath();
    context.moveTo(seen[0]!, seen[1]!);
    context.lineTo(end[0]!, end[1]!);
    context.stroke();
  }
}

function isInSight({ end, view: { insets, width, height } }: OverlayPen): boolean {
  const isBesidePanels = end[0]! > insets.left && end[0]! < width - insets.right;
  return isBesidePanels && end[1]! > 0 && end[1]! < height;
}

/** From each marker to what it is tied to: a word by a thin line, an occurrence by a curve in its color. */
export function drawMarkerTies(pen: OverlayPen, highlight: RefCode): void {
  const { context, model, seen, end } = pen;
  const { markers } = model;
  for (let place = 0; place < markers.length; place++) {
    const { kind, color, tiedTo } = markers[place]!;
    const code = markerCode(place);
    const anchor = model.codeOf(tiedTo);
    if (anchor === noRef || !pen.project(anchor, seen) || !pen.project(code, end)) continue;
    const isWord = kind === 'word';
    context.strokeStyle = color;
    context.lineWidth = isWord ? 1 : curveWidth;
    context.globalAlpha = code === highlight ? 1 : isWord ? wordTieOpacity : curveOpacity;
    context.beginPath();
    context.moveTo(seen[0]!, seen[1]!);
    if (isWord) context.lineTo(end[0]!, end[1]!);
    else curve(pen);
    context.stroke();
  }
}

function curve({ context, seen, end }: OverlayPen): void {
  const dx = end[0]! - seen[0]!;
  const dy = end[1]! - seen[1]!;
  const lift = Math.min(mostLift, liftShare * Math.sqrt(dx * dx + dy * dy));
  context.quadraticCurveTo(seen[0]! + dx / 2, seen[1]! + dy / 2 - lift, end[0]!, end[1]!);
}
