import { decodeFrame, encodeFrame } from '../../shared/rpc/frame.ts';
import type { Port } from '../../shared/rpc/port.ts';
import type { CoreMessage, HostMessage } from './link.ts';
import { createPortEnd, type PortEnd } from './port-end.ts';

/** What Electron adds to `process` in a utility process; named here because the core imports no Electron. */
interface UtilityParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
  on(event: 'close', listener: () => void): void;
}

/** The system's wish to end this process counts as the end of the host. */
function closeBySystem(end: PortEnd<CoreMessage, HostMessage>): void {
  process.on('SIGTERM', () => end.closed('the system ends this process'));
  // An interrupt at the terminal reaches the whole group; the host decides what becomes of it.
  process.on('SIGINT', () => undefined);
}

function openUtilityPort(parent: UtilityParentPort): Port<CoreMessage, HostMessage> {
  const end = createPortEnd<CoreMessage, HostMessage>(
    (message) => parent.postMessage(encodeFrame(message)),
    () => undefined,
  );
  // The host is trusted, so its messages have this form.
  parent.on('message', ({ data }) => end.deliver(decodeFrame(data as Uint8Array) as HostMessage));
  parent.on('close', () => end.closed('the host is gone'));
  closeBySystem(end);
  return end.port;
}

function openChildPort(): Port<CoreMessage, HostMessage> {
  const end = createPortEnd<CoreMessage, HostMessage>(
    (message) => process.send?.(encodeFrame(message), undefined, undefined, () => undefined),
    () => {
      if (process.connected) process.disconnect();
    },
  );
  process.on('message', (frame) => end.deliver(decodeFrame(frame as Uint8Array) as HostMessage));
  process.on('disconnect', () => end.closed('the host is gone'));
  closeBySystem(end);
  return end.port;
}

/** The port to the host that started this process, whichever way it did. Throws where nobody did. */
export function openParentPort(): Port<CoreMessage, HostMessage> {
  const { parentPort } = process as unknown as { parentPort?: UtilityParentPort }; // Electron's addition
  if (parentPort) return openUtilityPort(parentPort);
  if (process.send) return openChildPort();
  throw new Error('this program is started by the app, not by hand');
}
