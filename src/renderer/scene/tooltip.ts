import type { SceneTheme } from './types.ts';
import type { View } from './view.ts';

interface Tooltip {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly theme: SceneTheme;
  readonly view: View;
}

const fontSize = 12.5;
const height = 23;
const paddingX = 8;
const gap = 11;

/** A name on a small plate beside (x, y), within what the panels leave free. */
export function drawTooltip(context: CanvasRenderingContext2D, { text, x, y, theme, view }: Tooltip): void {
  context.font = `500 ${fontSize}px ${theme.fontFamily}`;
  const width = context.measureText(text).width + 2 * paddingX;
  const fitsRight = x + gap + width < view.width - view.insets.right;
  const left = fitsRight ? x + gap : x - gap - width;
  const top = Math.max(y - gap - height, view.insets.top);
  context.beginPath();
  context.roundRect(left, top, width, height, 6);
  context.globalAlpha = 0.94;
  context.fillStyle = theme.background;
  context.fill();
  context.globalAlpha = 0.3;
  context.lineWidth = 1;
  context.strokeStyle = theme.soft;
  context.stroke();
  context.globalAlpha = 1;
  context.fillStyle = theme.text;
  context.fillText(text, left + paddingX, top + height / 2);
}
