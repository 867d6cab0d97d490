import { acquireChromium } from './acquire-chromium.ts';
import { acquireDisplay } from './acquire-display.ts';
import { acquireElectron, needsOtherNode } from './acquire-electron.ts';
import { checkLint, checkTypes } from './checks.ts';
import { projectRoot, runCommand } from './run-command.ts';
import { runVitest } from './run-vitest.ts';
import { checked, skippedFor, type Outcome, type Stage } from './stage.ts';

/** The Node that runs the core where Electron's own is too old for its native modules. */
const coreNode = { SEMASCOPE_CORE_NODE: process.execPath };

let chromium: ReturnType<typeof acquireChromium> | undefined;

/** Builds what the end-to-end and command-line tests start: always anew, since the sources may have changed. */
async function build(): Promise<Outcome> {
  const result = await runCommand(process.execPath, ['scripts/build.mjs', '--force'], { cwd: projectRoot });
  return checked(result.isDone);
}

async function inChromium(project: string, filters: readonly string[]): Promise<Outcome> {
  chromium ??= acquireChromium();
  const browser = await chromium;
  if (browser.kind === 'missing') return skippedFor(`no Chromium: ${browser.reason}`);
  console.log(`Chromium: ${browser.path} (${browser.origin})`);
  return runVitest(project, { filters, env: { SEMASCOPE_CHROMIUM: browser.path } });
}

async function inElectron(filters: readonly string[]): Promise<Outcome> {
  const electron = await acquireElectron();
  if (electron.kind === 'missing') return skippedFor(`no Electron: ${electron.reason}`);
  const display = await acquireDisplay(electron.path);
  if (display.kind === 'missing') return skippedFor(`no display for Electron: ${display.reason}`);
  console.log(`Electron: ${electron.path} (${electron.origin}), on ${display.origin}`);
  const within = display.path ? [display.path, '-a', '-s', '-screen 0 1600x1000x24'] : [];
  const env = { SEMASCOPE_ELECTRON: electron.path, ...(needsOtherNode(electron.path) && coreNode) };
  return runVitest('e2e-electron', { filters, within, env });
}

/** Everything that `npm test` runs, in order. */
export const stages: readonly Stage[] = [
  { name: 'build', run: build },
  { name: 'types', run: checkTypes },
  { name: 'lint', run: checkLint },
  { name: 'unit', run: (filters) => runVitest('unit', { filters }) },
  { name: 'contract', run: (filters) => runVitest('contract', { filters }) },
  { name: 'scene', run: (filters) => inChromium('scene', filters) },
  { name: 'e2e-browser', run: (filters) => inChromium('e2e-browser', filters) },
  { name: 'e2e-electron', run: inElectron },
];
