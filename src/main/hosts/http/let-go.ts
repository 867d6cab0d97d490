import type { IncomingMessage } from 'node:http';

const patienceMs = 5000;

/**
 * For a request that was answered before its body was read: the rest is read and forgotten, because a sender looks for the answer
 * when it has sent everything. One that sends on and on is cut off.
 */
export function letGo(request: IncomingMessage): void {
  if (request.complete) return;
  const timer = setTimeout(() => request.destroy(), patienceMs);
  request.resume();
  request.once('close', () => clearTimeout(timer));
}
