import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { projectRoot, runCommand } from './run-command.ts';

const source = join(projectRoot, 'node_modules/@sparticuz/chromium/bin');

/** Started in place of the browser: adds the libraries and fonts that came with it. */
const starter = `#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
export LD_LIBRARY_PATH="$here/lib\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
export FONTCONFIG_PATH="\${FONTCONFIG_PATH:-$here/fonts}"
exec "$here/chromium-browser" "$@"
`;

function decompress(name: string, file: string): Promise<void> {
  const target = createWriteStream(file);
  return pipeline(createReadStream(join(source, name)), createBrotliDecompress(), target);
}

async function unpackTar(name: string, folder: string): Promise<void> {
  const tar = join(folder, 'packed.tar');
  await decompress(name, tar);
  const result = await runCommand('tar', ['-xf', tar, '-C', folder], { quiet: true });
  await rm(tar);
  if (!result.isDone) throw new Error(`${name}: ${result.output.trim()}`);
}

/** Unpacks the browser of the npm package @sparticuz/chromium into `folder` and returns its executable. */
export async function unpackChromium(folder: string): Promise<string> {
  const partial = `${folder}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  await decompress('chromium.br', join(partial, 'chromium-browser'));
  for (const name of ['swiftshader.tar.br', 'fonts.tar.br', 'al2023.tar.br']) await unpackTar(name, partial);
  await writeFile(join(partial, 'chromium'), starter);
  for (const name of ['chromium', 'chromium-browser']) await chmod(join(partial, name), 0o755);
  await rm(folder, { recursive: true, force: true });
  await rename(partial, folder);
  return join(folder, 'chromium');
}
