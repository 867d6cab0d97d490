import { createMemoryPortPair } from '../../../src/shared/rpc/memory-port.ts';
import type { CoreProcess } from '../../../src/main/processes/core-process.ts';
import type { CoreMessage, HostMessage } from '../../../src/main/processes/link.ts';
import { runCore } from '../../../src/main/processes/run-core.ts';
import { createTestServices } from './test-services.ts';

/** The test services in this process, looked at by a supervisor as a process: `die` closes its end. */
export function startMemoryCore(): CoreProcess {
  const [host, core] = createMemoryPortPair<HostMessage, CoreMessage>();
  const die = (): void => core.close();
  void runCore(
    core,
    () => Promise.resolve(createTestServices(die)),
    () => undefined,
  ).then(die);
  return { port: host, pid: undefined, kill: die };
}
