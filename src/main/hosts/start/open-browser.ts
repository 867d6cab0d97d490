import { spawn } from 'node:child_process';

type Env = Readonly<Record<string, string | undefined>>;

/** The system's own way to open an address, or undefined where there is no desktop to open it on. */
export function browserCommand(
  address: string,
  platform: NodeJS.Platform,
  env: Env,
): readonly [string, readonly string[]] | undefined {
  if (platform === 'darwin') return ['open', [address]];
  if (platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler', address]];
  if (env.DISPLAY || env.WAYLAND_DISPLAY) return ['xdg-open', [address]];
  return undefined;
}

/** Opens the address in the user's browser if there is one. Never fails: the address is printed too. */
export function openBrowser(address: string, platform: NodeJS.Platform, env: Env): void {
  const [command, args] = browserCommand(address, platform, env) ?? [];
  if (command === undefined) return;
  const child = spawn(command, [...(args ?? [])], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}
