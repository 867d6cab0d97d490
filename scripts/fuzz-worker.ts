import { parentPort, workerData } from 'node:worker_threads';
import { runFuzz, type FuzzOptions } from '../test/support/fuzz/run-fuzz.ts';

/** Runs the cases of one target; tells of each that it begins. */
const summary = await runFuzz({
  ...(workerData as FuzzOptions),
  onCase: (done) => parentPort?.postMessage(done),
});
parentPort?.postMessage(summary);
