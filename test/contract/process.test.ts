import { createCoreSupervisor } from '../../src/main/processes/core-supervisor.ts';
import { describeContract } from './support/describe-contract.ts';
import { forkTestCore } from './support/fork-test-core.ts';

describeContract('a process', () => {
  const core = createCoreSupervisor({ start: forkTestCore, log: () => undefined });
  return Promise.resolve({
    connect: () => Promise.resolve(core.connect('page')),
    dispose: () => core.dispose(),
  });
});
