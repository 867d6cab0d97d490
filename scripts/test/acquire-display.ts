import { ready, missing, type Acquired } from './acquired.ts';
import { installPackages } from './apt-get.ts';
import { runCommand } from './run-command.ts';

/** What Electron links to, by the names that Debian 12 and 13 have for it. */
const electronLibraries = [
  ['libgtk-3-0t64', 'libgtk-3-0'],
  ['libasound2t64', 'libasound2'],
  ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'],
  ['libcups2t64', 'libcups2'],
  ['libnss3'],
  ['libgbm1'],
  ['libdrm2'],
  ['libxss1'],
  ['libxtst6'],
];
const displayPackages = [['xvfb'], ['xauth']];

async function hasVirtualDisplay(): Promise<boolean> {
  return (await runCommand('xvfb-run', ['-a', 'true'], { quiet: true, timeoutMs: 30_000 })).isDone;
}

/** Shared libraries that the executable asks for and the system lacks. */
async function missingLibraries(executable: string): Promise<string[]> {
  const { output } = await runCommand('ldd', [executable], { quiet: true });
  return [...output.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? '');
}

/** A display for `electron` with the libraries that it needs: the path is the command that gives one, or empty for the desktop's own. */
export async function acquireDisplay(electron: string): Promise<Acquired> {
  if (process.platform !== 'linux') return ready('', 'the desktop');
  const lacksLibraries = (await missingLibraries(electron)).length > 0;
  const lacksDisplay = !(await hasVirtualDisplay());
  const wanted = [...(lacksLibraries ? electronLibraries : []), ...(lacksDisplay ? displayPackages : [])];
  const reason = wanted.length > 0 ? await installPackages(wanted) : undefined;
  const libraries = await missingLibraries(electron);
  if (libraries.length > 0) return missing(`Electron needs ${libraries.join(', ')}; ${reason ?? ''}`);
  if (await hasVirtualDisplay()) return ready('xvfb-run', 'a virtual display by xvfb-run');
  if (process.env.DISPLAY) return ready('', 'the desktop');
  return missing(`there is no display and no xvfb-run: ${reason ?? 'it does not start'}`);
}
