import type { BrowserWindow } from 'electron';
import type { Settings } from '../../../shared/domain.ts';

const settleMs = 400;

/** Saves where the window stands, a moment after it was moved or resized, and when it closes. */
export function keepWindowState(window: BrowserWindow, save: (state: Settings['window']) => void): void {
  let timer: NodeJS.Timeout | undefined;
  const saveNow = (): void => {
    clearTimeout(timer);
    if (window.isDestroyed() || window.isMinimized()) return;
    save({ ...window.getNormalBounds(), isMaximized: window.isMaximized() });
  };
  const saveSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(saveNow, settleMs);
  };
  window.on('resize', saveSoon);
  window.on('move', saveSoon);
  window.on('maximize', saveSoon);
  window.on('unmaximize', saveSoon);
  window.on('close', saveNow);
}
