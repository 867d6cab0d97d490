import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { decodeFrame, encodeFrame } from '../../src/shared/rpc/frame.ts';
import type { ClientMessage, ServerMessage } from '../../src/shared/rpc/messages.ts';
import type { Port } from '../../src/shared/rpc/port.ts';
import { startServer } from '../../src/main/hosts/http/start-server.ts';
import { createCoreSupervisor } from '../../src/main/processes/core-supervisor.ts';
import { createPortEnd } from '../../src/main/processes/port-end.ts';
import { describeContract } from './support/describe-contract.ts';
import { forkTestCore } from './support/fork-test-core.ts';

/** The page's side of a socket, as a browser would hold it. */
function openSocket(address: URL): Promise<Port<ClientMessage, ServerMessage>> {
  const socket = new WebSocket(new URL(`/rpc${address.search}`, address), { origin: address.origin });
  const end = createPortEnd<ClientMessage, ServerMessage>(
    (message) => socket.send(encodeFrame(message)),
    () => socket.close(),
  );
  socket.on('message', (data) => end.deliver(decodeFrame(data as Buffer) as ServerMessage));
  socket.on('close', (_code, reason) => end.closed(reason.toString()));
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(end.port));
    socket.once('error', reject);
  });
}

describeContract('a WebSocket', async () => {
  const log = (): void => undefined;
  const dataDir = await mkdtemp(join(tmpdir(), 'semascope-websocket-'));
  const core = createCoreSupervisor({ start: forkTestCore, log });
  const server = await startServer({
    ...{ host: '127.0.0.1', port: 0, rendererDir: import.meta.dirname, dataDir },
    ...{ core, log },
  });
  return {
    connect: () => openSocket(new URL(server.address)),
    dispose: async () => {
      await server.close();
      await core.dispose();
      await rm(dataDir, { recursive: true });
    },
  };
});
