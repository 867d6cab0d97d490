import type { Settings } from '../../../shared/domain.ts';

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const smallestWindow = { width: 800, height: 560 };
/** So much of the title bar must be in sight that one can take hold of it. */
const visibleMargin = 100;

function isReachable(bounds: Rectangle, display: Rectangle): boolean {
  const overlap =
    Math.min(bounds.x + bounds.width, display.x + display.width) - Math.max(bounds.x, display.x);
  const isBarVisible = bounds.y >= display.y && bounds.y < display.y + display.height - visibleMargin / 2;
  return overlap >= visibleMargin && isBarVisible;
}

/**
 * Where the window opens: as it was left, no smaller than it can be used and no larger than the display, and in the middle (no x, y)
 * where the place it was left in is on no display any more. `displays` are their work areas, the main one first.
 */
export function fitWindow(
  saved: Settings['window'],
  displays: readonly Rectangle[],
): { width: number; height: number; x?: number; y?: number } {
  const { x, y } = saved;
  const place = { x: x ?? 0, y: y ?? 0, width: saved.width, height: saved.height };
  const home = x === null || y === null ? undefined : displays.find((display) => isReachable(place, display));
  const display = home ?? displays[0];
  const limit = (size: number, smallest: number, largest: number): number =>
    Math.min(Math.max(Math.round(size), smallest), Math.max(largest, smallest));
  const size = {
    width: limit(saved.width, smallestWindow.width, display?.width ?? saved.width),
    height: limit(saved.height, smallestWindow.height, display?.height ?? saved.height),
  };
  return home ? { ...size, x: place.x, y: place.y } : size;
}
