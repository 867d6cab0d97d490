import type { WebSocket } from 'ws';
import { decodeFrame, encodeFrame } from '../../../shared/rpc/frame.ts';
import type { ServerMessage } from '../../../shared/rpc/messages.ts';
import type { Port } from '../../../shared/rpc/port.ts';
import { createPortEnd } from '../../processes/port-end.ts';

/** A page that reads this far behind gets no progress, */
const slowBytes = 1 << 20;
/** and one that reads not at all is let go. */
const stuckBytes = 1 << 28;

/** A port over a socket of the page: frames only. What is no frame closes it. */
export function createWebSocketPort(socket: WebSocket): Port<ServerMessage, unknown> {
  const end = createPortEnd<ServerMessage, unknown>(
    (message) => {
      if (socket.readyState !== socket.OPEN) return;
      if (socket.bufferedAmount > slowBytes && message.kind === 'progress') return;
      if (socket.bufferedAmount > stuckBytes) socket.terminate();
      else socket.send(encodeFrame(message));
    },
    () => socket.close(1001, 'the app is closing'),
  );
  socket.on('message', (data, isBinary) => {
    if (!isBinary || !(data instanceof Uint8Array)) {
      socket.close(1003, 'expected binary frames');
      return;
    }
    let message: unknown;
    try {
      message = decodeFrame(data);
    } catch {
      socket.close(1007, 'not a message');
      return;
    }
    end.deliver(message);
  });
  socket.on('error', () => socket.terminate()); // too large, malformed: the close follows
  socket.on('close', () => end.closed('the page is gone'));
  return end.port;
}
