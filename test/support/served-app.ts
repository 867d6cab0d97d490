import { readFileSync } from 'node:fs';
import { spawnCli } from './run-cli.ts';

export interface ServedApp {
  /** With its token: what a person opens. */
  readonly address: string;
  /** The process id of the core, which runs beside the server. */
  readonly corePid: () => number;
  /** Interrupts it, as Ctrl-C does, and waits for its end. */
  readonly stop: () => Promise<void>;
}

const addressPattern = /http:\/\/\S+token=\S+/;

/** Serves the built app on a free port. */
export async function serveApp(dataDir: string): Promise<ServedApp> {
  const child = spawnCli(['serve', '--no-open', '--data-dir', dataDir]);
  const said: string[] = [];
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  child.stderr.setEncoding('utf8').on('data', (text: string) => said.push(text));
  const address = await new Promise<string>((resolve, reject) => {
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      const found = addressPattern.exec(printed);
      if (found) resolve(found[0]);
    });
    child.on('close', () => reject(new Error(`the server ended: ${said.join('')}`)));
  });
  return {
    address,
    corePid: () => coreBelow(child.pid ?? 0),
    stop: async () => {
      child.kill('SIGINT');
      await ended;
    },
  };
}

function coreBelow(pid: number): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
  const core = children.find((child) =>
    readFileSync(`/proc/${child}/cmdline`, 'utf8').includes('core-process'),
  );
  if (core === undefined) throw new Error(`the server ${pid} has no core beside it`);
  return core;
}
