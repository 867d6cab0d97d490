import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

type Env = Readonly<Record<string, string | undefined>>;

const executables: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

/** Where Electron's executable should be: in the named folder, or in the `electron` package. */
export function electronPath(
  root: string,
  { platform, env }: { platform: NodeJS.Platform; env: Env },
): string {
  const packageDir = join(root, 'node_modules/electron');
  const pathFile = join(packageDir, 'path.txt');
  const name = existsSync(pathFile)
    ? readFileSync(pathFile, 'utf8').trim()
    : (executables[platform] ?? 'electron');
  return join(env.ELECTRON_OVERRIDE_DIST_PATH ?? join(packageDir, 'dist'), name);
}

/** Why no window can open on this machine, whatever is installed; undefined where one can. */
export function displayProblem({
  platform,
  env,
}: {
  platform: NodeJS.Platform;
  env: Env;
}): string | undefined {
  if (platform !== 'linux' || env.DISPLAY || env.WAYLAND_DISPLAY) return undefined;
  return 'there is no display';
}
