import { join } from 'node:path';

export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly homeDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The app's own folder on this platform: the one that Electron calls `userData`, so that every host shares it. */
export function defaultDataDir({ platform, homeDir, env }: Machine): string {
  if (env.SEMASCOPE_DATA_DIR) return env.SEMASCOPE_DATA_DIR;
  switch (platform) {
    case 'win32':
      return join(env.APPDATA ?? join(homeDir, 'AppData', 'Roaming'), 'semascope');
    case 'darwin':
      return join(homeDir, 'Library', 'Application Support', 'semascope');
    default:
      return join(env.XDG_CONFIG_HOME || join(homeDir, '.config'), 'semascope');
  }
}
