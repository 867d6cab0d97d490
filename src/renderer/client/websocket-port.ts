import { decodeFrame, encodeFrame } from '../../shared/rpc/frame.ts';
import type { ClientMessage, ServerMessage } from '../../shared/rpc/messages.ts';
import type { Port } from '../../shared/rpc/port.ts';

/** Opens a WebSocket and resolves once it stands; rejects when the server cannot be reached or refuses. */
export function openWebSocketPort(url: URL): Promise<Port<ClientMessage, ServerMessage>> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    socket.binaryType = 'arraybuffer';
    const onRefused = (): void => reject(new Error('the server cannot be reached'));
    socket.addEventListener('close', onRefused, { once: true });
    socket.addEventListener(
      'open',
      () => {
        socket.removeEventListener('close', onRefused);
        resolve(createPort(socket));
      },
      { once: true },
    );
  });
}

function createPort(socket: WebSocket): Port<ClientMessage, ServerMessage> {
  const messageListeners = new Set<(message: ServerMessage) => void>();
  const closeListeners = new Set<(reason: string) => void>();
  let isClosing = false;

  socket.addEventListener('message', (event: MessageEvent<ArrayBuffer>) => {
    // The page's own server is trusted; the frame's form is checked by decodeFrame.
    const message = decodeFrame(new Uint8Array(event.data)) as ServerMessage;
    for (const listener of [...messageListeners]) listener(message);
  });
  socket.addEventListener('close', (event) => {
    if (isClosing) return;
    for (const listener of [...closeListeners]) listener(event.reason || 'the connection was closed');
  });

  return {
    post: (message) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(encodeFrame(message));
    },
    onMessage: (listener) => {
      messageListeners.add(listener);
      return () => messageListeners.delete(listener);
    },
    onClose: (listener) => {
      closeListeners.add(listener);
      return () => closeListeners.delete(listener);
    },
    close: () => {
      isClosing = true;
      socket.close();
    },
  };
}
