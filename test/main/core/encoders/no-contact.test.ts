import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { withTemporaryDir } from '../../../support/temporary-dir.ts';

const child = join(import.meta.dirname, '../../../support/encode-in-child.ts');

it('contacts nothing and leaves nothing when a sentence is encoded, and loads the runtime no sooner', async () => {
  await withTemporaryDir(async (dir) => {
    const env: NodeJS.ProcessEnv = { ...process.env, TMPDIR: dir, TMP: dir, TEMP: dir, HOME: dir };
    // Whatever this process set when it loaded the library: the app must do so by itself.
    delete env.ORT_DISABLE_TELEMETRY;
    const { stdout } = await promisify(execFile)(process.execPath, [child], {
      cwd: dir,
      env,
    });
    const isLinux = process.platform === 'linux';
    expect(JSON.parse(stdout)).toEqual({
      contacts: [],
      wasLoadedBefore: isLinux ? false : null,
      isLoadedAfter: isLinux ? true : null,
      numbers: 7 * 384,
    });
    expect(await readdir(dir)).toEqual([]);
  });
});
