import { drawLabels } from './draw-labels.ts';
import { drawDots, drawMarkers, drawRing } from './draw-marks.ts';
import { drawMarkerTies, drawTies } from './draw-ties.ts';
import { obstacleStyle, type LabelBoard } from './label-board.ts';
import type { OverlayPen } from './overlay-pen.ts';
import { noRef, type RefCode } from './ref-code.ts';
import { drawTooltip } from './tooltip.ts';

/** Draws what lies over the points: ties, lit points, markers, labels. A few hundred things at most. */
export function drawOverlay(pen: OverlayPen, board: LabelBoard): void {
  const { model } = pen;
  const chosen = model.codeOf(model.selection.chosen);
  const highlight = model.hovered === noRef ? model.codeOf(model.highlight) : model.hovered;
  pen.clear();
  drawTies(pen, chosen);
  drawMarkerTies(pen, highlight);
  drawDots(pen, chosen);
  drawMarkers(pen, highlight);
  drawLabels(pen, board, highlight);
  if (highlight !== noRef) drawHighlight(pen, board, highlight);
  pen.context.globalAlpha = 1;
}

/** A ring around what the pointer is on, and its name where that is not written beside it already. */
function drawHighlight(pen: OverlayPen, board: LabelBoard, code: RefCode): void {
  const { context, model, seen, theme, view } = pen;
  if (!pen.project(code, seen)) return;
  drawRing(pen, code);
  const text = model.labelOf(code);
  if (text !== '' && !isLabeled(board, code))
    drawTooltip(context, { text, x: seen[0]!, y: seen[1]!, theme, view });
}

function isLabeled(board: LabelBoard, code: RefCode): boolean {
  for (let at = 0; at < board.count; at++)
    if (board.code[at] === code && board.style[at] !== obstacleStyle) return true;
  return false;
}
