import { createMemoryPortPair } from '../../src/shared/rpc/memory-port.ts';
import type { ClientMessage, ServerMessage } from '../../src/shared/rpc/messages.ts';
import { relay } from '../../src/main/hosts/relay.ts';
import { createCoreSupervisor } from '../../src/main/processes/core-supervisor.ts';
import { describeContract } from './support/describe-contract.ts';
import { startMemoryCore } from './support/memory-core.ts';

describeContract('memory', () => {
  const core = createCoreSupervisor({ start: startMemoryCore, log: () => undefined });
  return Promise.resolve({
    connect: () => {
      const [page, host] = createMemoryPortPair<ClientMessage, ServerMessage>();
      relay(host, core.connect('page'));
      return Promise.resolve(page);
    },
    dispose: () => core.dispose(),
  });
});
