import type { LaunchMessage } from '../start/launch-message.ts';

/** Tells the terminal that started the window, where there is one. */
export function tellTerminal(message: LaunchMessage): void {
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}
