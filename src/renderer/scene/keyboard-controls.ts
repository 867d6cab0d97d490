import type { Dispose } from '../../shared/dispose.ts';
import { pace, type Orbit } from './orbit.ts';

/** What keys do beyond moving the view. */
export interface KeyCommands {
  readonly frame: () => void;
  readonly reset: () => void;
  readonly setFlat: (isFlat: boolean) => void;
}

const turnStep = 0.14;
const panStep = 40;
const zoomStep = 0.8;

/** Arrows turn (or move a flat map), + and - come closer and leave, F frames, R resets, 2 flattens, 3 lifts. */
export function listenToKeys(
  element: HTMLElement,
  orbit: Orbit,
  { frame, reset, setFlat, onMove }: KeyCommands & { readonly onMove: () => void },
): Dispose {
  const move = (x: number, y: number): void => {
    if (orbit.isFlat) orbit.pan(-x * panStep, -y * panStep, pace.key);
    else orbit.turn(-x * turnStep, y * turnStep, pace.key);
  };
  const zoom = (factor: number): void => orbit.zoom(factor, orbit.view.centerX, orbit.view.centerY, pace.key);
  const commands: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => move(-1, 0),
    ArrowRight: () => move(1, 0),
    ArrowUp: () => move(0, -1),
    ArrowDown: () => move(0, 1),
    '+': () => zoom(zoomStep),
    '=': () => zoom(zoomStep),
    '-': () => zoom(1 / zoomStep),
    f: frame,
    r: reset,
    '2': () => setFlat(true),
    '3': () => setFlat(false),
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const command = commands[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!command) return;
    event.preventDefault();
    event.stopPropagation(); // the page has the same keys for when the scene is not in focus
    command();
    onMove();
  };
  element.addEventListener('keydown', onKeyDown);
  return () => element.removeEventListener('keydown', onKeyDown);
}
