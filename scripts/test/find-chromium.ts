import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright';

/** Flags that give WebGL2 without a GPU; root may not use the sandbox. */
export const chromiumFlags: string[] = [
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/** Where the browser of the npm package @sparticuz/chromium is unpacked to. */
export const unpackedChromiumDir: string = join(import.meta.dirname, '../../.cache/chromium');

const commands = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

function onPath(): string[] {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return commands.flatMap((command) => folders.map((folder) => join(folder, command)));
}

/**
 * A Chromium that is already here: the one that SEMASCOPE_CHROMIUM names, Playwright's own download, an
 * installed one, or one unpacked before. Undefined where there is none.
 */
export function findChromium(): string | undefined {
  const named = process.env.SEMASCOPE_CHROMIUM;
  if (named) return named;
  const candidates = [chromium.executablePath(), ...onPath(), ...applications];
  return [...candidates, join(unpackedChromiumDir, 'chromium')].find((file) => existsSync(file));
}
