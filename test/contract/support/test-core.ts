import { openParentPort } from '../../../src/main/processes/parent-port.ts';
import { runCore } from '../../../src/main/processes/run-core.ts';
import { createTestServices } from './test-services.ts';

/** The entry of a process with the test services, which needs no native module. */
const die = (): void => process.kill(process.pid, 'SIGKILL') as unknown as void;
void runCore(
  openParentPort(),
  () => Promise.resolve(createTestServices(die)),
  (line) => process.stderr.write(`${line}\n`),
).then((status) => process.exit(status));
