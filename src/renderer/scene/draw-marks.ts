import { markerPaths, markerShapes, type MarkerShape } from './marker-shapes.ts';
import type { OverlayPen } from './overlay-pen.ts';
import { isMarkerCode, markerCode, noRef, type RefCode } from './ref-code.ts';

const fullTurn = 2 * Math.PI;
const mentionRadius = 2;
const neighborRadius = 2.6;
const chosenRadius = 5;
const glowRadius = 11;
const glowOpacity = 0.25;
const wordScale = 0.6;
const highlightScale = 1.35;

/** One path for all scenes; made when the first marker is drawn. */
const paths = new Map<MarkerShape, Path2D>();

function pathOf(shape: MarkerShape): Path2D {
  if (paths.size === 0) for (const each of markerShapes) paths.set(each, new Path2D(markerPaths[each]));
  return paths.get(shape)!;
}

function dot(pen: OverlayPen, code: RefCode, radius: number): void {
  const { context, seen } = pen;
  if (!pen.project(code, seen)) return;
  context.beginPath();
  context.arc(seen[0]!, seen[1]!, radius, 0, fullTurn);
  context.fill();
}

/** Mentioned points, the neighbors, and the chosen one with its glow. */
export function drawDots(pen: OverlayPen, chosen: RefCode): void {
  const { context, model, theme } = pen;
  const { mentions, selection, cloud } = model;
  context.globalAlpha = 1;
  context.fillStyle = theme.text;
  for (let at = 0; at < mentions.length; at++)
    if (cloud.has(mentions[at]!)) dot(pen, mentions[at]!, mentionRadius);
  context.fillStyle = theme.accent;
  for (let at = 0; at < selection.neighbors.length; at++) {
    const { index } = selection.neighbors[at]!;
    if (cloud.has(index)) dot(pen, index, neighborRadius);
  }
  if (chosen === noRef) return;
  dot(pen, chosen, chosenRadius);
  context.globalAlpha = glowOpacity;
  dot(pen, chosen, glowRadius);
}

/** Outlined in the background's color, so that they stand out from points and from each other. */
export function drawMarkers(pen: OverlayPen, highlight: RefCode): void {
  const { context, model, pixelRatio, seen } = pen;
  const { markers } = model;
  context.globalAlpha = 1;
  context.strokeStyle = pen.theme.background;
  context.lineWidth = 1.5;
  for (let place = 0; place < markers.length; place++) {
    const code = markerCode(place);
    if (!pen.project(code, seen)) continue;
    const { kind, shape, color } = markers[place]!;
    const scale = (kind === 'word' ? wordScale : 1) * (code === highlight ? highlightScale : 1) * pixelRatio;
    context.setTransform(scale, 0, 0, scale, seen[0]! * pixelRatio, seen[1]! * pixelRatio);
    context.fillStyle = color;
    context.fill(pathOf(shape));
    context.stroke(pathOf(shape));
  }
  pen.home();
}

/** A ring around what was projected last. */
export function drawRing({ context, seen, theme }: OverlayPen, code: RefCode): void {
  context.globalAlpha = 0.9;
  context.strokeStyle = theme.text;
  context.lineWidth = 1.2;
  context.beginPath();
  context.arc(seen[0]!, seen[1]!, isMarkerCode(code) ? 10 : 6, 0, fullTurn);
  context.stroke();
}
