import { createCore } from '../../core/create-core.ts';
import { resourcesOf } from '../../core/options.ts';
import { openParentPort } from '../../processes/parent-port.ts';
import { runCore } from '../../processes/run-core.ts';
import { parseCoreArgs } from './core-args.ts';

/** The core's own process, started by a host: its log goes to standard error, which the host keeps. */
async function main(): Promise<void> {
  process.env.ORT_DISABLE_TELEMETRY = '1'; // before ONNX Runtime is loaded
  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  const { dataDir, root, version } = parseCoreArgs(process.argv.slice(2));
  const start = () => createCore({ dataDir, resources: resourcesOf(root, version), log });
  const status = await runCore(openParentPort(), start, log);
  process.exitCode = status;
  setTimeout(() => process.exit(status), 100); // what was sent last still has to leave
}

void main();
