import type { LabelBoard } from './label-board.ts';
import { labelStyles, styleOf } from './label-styles.ts';
import type { OverlayPen } from './overlay-pen.ts';
import { isMarkerCode, markerPlace, type RefCode } from './ref-code.ts';

const haloWidth = 3;
const haloOpacity = 0.8;

/** The board's labels, each with a halo in the background's color, the least important first. */
export function drawLabels(pen: OverlayPen, board: LabelBoard, highlight: RefCode): void {
  const { context } = pen;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  context.lineJoin = 'round';
  context.lineWidth = haloWidth;
  context.strokeStyle = pen.theme.background;
  for (let style = labelStyles.length - 1; style >= 0; style--) {
    context.font = pen.fonts[style]!;
    for (let at = 0; at < board.count; at++)
      if (board.style[at] === style) drawLabel(pen, board, at, board.code[at] === highlight);
  }
}

function drawLabel(pen: OverlayPen, board: LabelBoard, at: number, isHighlighted: boolean): void {
  const { context, theme } = pen;
  const text = pen.model.labelOf(board.code[at]!);
  const x = board.left[at]!;
  const y = (board.top[at]! + board.bottom[at]!) / 2;
  context.globalAlpha = haloOpacity * board.opacity[at]!;
  context.strokeText(text, x, y);
  context.globalAlpha = isHighlighted ? 1 : board.opacity[at]!;
  const isAmbient = board.style[at] === styleOf.ambient;
  context.fillStyle =
    isHighlighted && isAmbient ? theme.text : colorOf(pen, board.code[at]!, board.style[at]!);
  context.fillText(text, x, y);
}

/** A lit marker has its own color. */
function colorOf({ model, theme }: OverlayPen, code: RefCode, style: number): string {
  if (style === styleOf.lit && isMarkerCode(code)) return model.markers[markerPlace(code)]!.color;
  return theme[labelStyles[style]!.color];
}
