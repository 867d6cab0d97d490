import type { Dispose } from '../../shared/dispose.ts';
import { pace, type Orbit } from './orbit.ts';

export interface PointerCommands {
  /** The view moves: draw it. */
  readonly onMove: () => void;
  /** The pointer rests or wanders at (x, y); null once it has left or drags. */
  readonly onPoint: (place: { readonly x: number; readonly y: number } | null) => void;
  /** A click or tap that did not drag. */
  readonly onClick: (x: number, y: number, isTouch: boolean) => void;
  readonly onDoubleClick: (x: number, y: number, isTouch: boolean) => void;
}

const turnPerPixel = 0.0055;
const zoomPerPixel = 0.0016;
const lineHeightPixels = 18;
const clickSlack = 5;
const doubleClickMs = 350;

interface Held {
  x: number;
  y: number;
}

/** Drag turns (a flat map: moves), right or shift drag moves, wheel comes closer to the pointer, two fingers pinch and move. */
export function listenToPointer(element: HTMLElement, orbit: Orbit, commands: PointerCommands): Dispose {
  const held = new Map<number, Held>();
  const abort = new AbortController();
  const { signal } = abort;
  let isPanning = false;
  let travelled = 0;
  let lastClickMs = -Infinity;
  let lastClick: Held = { x: 0, y: 0 };
  let bounds = element.getBoundingClientRect();

  const at = (event: MouseEvent): Held => ({ x: event.clientX - bounds.left, y: event.clientY - bounds.top });

  function dragBy(x: number, y: number): void {
    if (isPanning || orbit.isFlat) orbit.pan(x, y, pace.hand);
    else orbit.turn(-x * turnPerPixel, y * turnPerPixel, pace.hand);
    commands.onMove();
  }

  /** Two fingers: their middle moves the view, their distance zooms it. */
  function pinch(moved: Held, place: Held): void {
    const other = [...held.values()].find((candidate) => candidate !== moved)!;
    const before = Math.hypot(moved.x - other.x, moved.y - other.y);
    const after = Math.hypot(place.x - other.x, place.y - other.y);
    orbit.pan((place.x - moved.x) / 2, (place.y - moved.y) / 2, pace.hand);
    orbit.zoom(before / Math.max(after, 1), (place.x + other.x) / 2, (place.y + other.y) / 2, pace.hand);
    commands.onMove();
  }

  function onDown(event: PointerEvent): void {
    bounds = element.getBoundingClientRect();
    if (held.size === 0) travelled = 0;
    held.set(event.pointerId, at(event));
    isPanning = event.button === 2 || event.shiftKey;
    element.setPointerCapture(event.pointerId);
  }

  function onMove(event: PointerEvent): void {
    const previous = held.get(event.pointerId);
    if (!previous) {
      if (event.buttons === 0 && event.pointerType !== 'touch') commands.onPoint(at(event));
      return;
    }
    const place = at(event);
    const [x, y] = [place.x - previous.x, place.y - previous.y];
    travelled += Math.abs(x) + Math.abs(y);
    if (travelled > clickSlack) {
      commands.onPoint(null);
      if (held.size > 1) pinch(previous, place);
      else dragBy(x, y);
    }
    held.set(event.pointerId, place);
  }

  function onUp(event: PointerEvent): void {
    const place = held.get(event.pointerId);
    held.delete(event.pointerId);
    if (!place || event.type === 'pointercancel' || held.size > 0 || event.button === 2) return;
    if (travelled > clickSlack) return;
    const isTouch = event.pointerType === 'touch';
    const isSamePlace = Math.hypot(place.x - lastClick.x, place.y - lastClick.y) <= clickSlack;
    const isDouble = isSamePlace && event.timeStamp - lastClickMs < doubleClickMs;
    lastClick = place;
    lastClickMs = isDouble ? -Infinity : event.timeStamp;
    (isDouble ? commands.onDoubleClick : commands.onClick)(place.x, place.y, isTouch);
  }

  function onWheel(event: WheelEvent): void {
    event.preventDefault();
    bounds = element.getBoundingClientRect();
    const pixels =
      event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * lineHeightPixels : event.deltaY;
    const { x, y } = at(event);
    orbit.zoom(Math.exp(Math.min(Math.max(pixels, -240), 240) * zoomPerPixel), x, y, pace.key);
    commands.onMove();
  }

  element.addEventListener('pointerdown', onDown, { signal });
  element.addEventListener('pointermove', onMove, { signal });
  element.addEventListener('pointerup', onUp, { signal });
  element.addEventListener('pointercancel', onUp, { signal });
  element.addEventListener('pointerleave', () => commands.onPoint(null), { signal });
  element.addEventListener('pointerenter', () => (bounds = element.getBoundingClientRect()), { signal });
  element.addEventListener('wheel', onWheel, { signal, passive: false });
  element.addEventListener('contextmenu', (event) => event.preventDefault(), { signal });
  return () => abort.abort();
}
