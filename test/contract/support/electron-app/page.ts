import { createIpcPort } from '../../../../src/renderer/client/ipc-port.ts';
import { decodeFrame, encodeFrame } from '../../../../src/shared/rpc/frame.ts';
import type { ClientMessage } from '../../../../src/shared/rpc/messages.ts';

/** In the page: the real port over the real preload, and a tunnel from it to the test, in frames written as text. */
interface Tunnel {
  tunnelIn(text: string): Promise<void>;
  tunnelOut?(text: string): void;
}

function toText(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let start = 0; start < bytes.length; start += 8192) {
    parts.push(String.fromCharCode(...bytes.subarray(start, start + 8192)));
  }
  return btoa(parts.join(''));
}

const fromText = (text: string): Uint8Array => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));

if (window.semascope) {
  const tunnel = window as unknown as Tunnel;
  const port = createIpcPort(window.semascope);
  port.onMessage((message) => void tunnel.tunnelOut?.(toText(encodeFrame(message))));
  Object.assign(tunnel, {
    tunnelIn: (text: string) => port.post(decodeFrame(fromText(text)) as ClientMessage),
  });
}
