import type { HostCommands } from './cli/host-commands.ts';
import { openBrowser } from './start/open-browser.ts';
import { serveApp } from './start/serve-app.ts';
import { startApp } from './start/start-app.ts';
import { createTerminal } from './start/terminal.ts';

/** The commands that open the app, for the built app in `root`. What they say goes to standard error; the address is a result. */
export function createHostCommands(root: string, version: string): HostCommands {
  const terminal = createTerminal(process.stderr, process.env);
  return {
    start: ({ dataDir, signal }) => startApp({ root, version, dataDir, signal, terminal }),
    serve: ({ opensBrowser, onReady, ...options }) =>
      serveApp({
        ...{ root, version, ...options },
        onReady: (address) => {
          onReady(address);
          if (opensBrowser) openBrowser(address, process.platform, process.env);
        },
        onProgress: terminal.progress,
        onDone: terminal.done,
      }),
  };
}
