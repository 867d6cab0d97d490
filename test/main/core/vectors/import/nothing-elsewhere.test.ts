import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import type { AppError } from '../../../../../src/shared/errors.ts';
import { importFile, startChildCore } from '../../../../support/faults/child-core.ts';
import { makeKnownSet, toGloveText, writePackedNpy } from '../../../../support/faults/known-set.ts';
import { temporaryDir } from '../support.ts';
import { buildZip } from './sources/archives/zip-builder.ts';

const set = makeKnownSet(3000, 20, 1);

/** Every file and folder below `dir`, with its size and when it was changed. */
function listAll(dir: string): string[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .map((path) => {
      const { size, mtimeMs } = statSync(join(dir, path));
      return `${path} ${size} ${mtimeMs}`;
    })
    .toSorted();
}

it('an import writes nothing outside the data folder, whatever the names in an archive', async () => {
  const around = temporaryDir();
  const [home, temporary, cwd, files] = ['home', 'temporary', 'cwd', 'files'].map((name) => {
    mkdirSync(join(around, name));
    return join(around, name);
  });
  const dataDir = join(temporaryDir(), 'data');
  const text = Buffer.from(toGloveText(set));
  const write = (name: string, bytes: Buffer): string => {
    writeFileSync(join(files!, name), bytes);
    return join(files!, name);
  };
  const paths = [
    write('plain.txt', text),
    write('packed.txt.gz', gzipSync(text)),
    writePackedNpy(files!, 'by-columns', set),
    write('up.zip', buildZip([{ path: 'a/../../../up.txt', content: text }])),
    write('root.zip', buildZip([{ path: join(around, 'root.txt'), content: text }])),
    write('windows.zip', buildZip([{ path: '..\\..\\windows.txt', content: text }])),
    write('broken.txt.gz', gzipSync(text).subarray(0, 5000)),
  ];
  const core = startChildCore({ cwd: cwd!, env: { HOME: home!, TMPDIR: temporary!, XDG_CACHE_HOME: home! } });
  onTestFinished(() => core.kill());
  await core.started;
  const before = listAll(around);

  await core.open(dataDir, { gloveFile: '/nowhere', shippedDir: '/nowhere' });
  const ends: unknown[] = [];
  for (const [k, path] of paths.entries()) {
    const importing = importFile(core, { path, name: `set${k}` });
    ends.push(
      await importing.then(
        ({ words }) => words,
        (error: AppError) => error.code,
      ),
    );
  }
  expect(ends.slice(0, 3)).toEqual([3000, 3000, 3000]);
  expect(ends.at(-1)).toBe('bad-file');
  await core.call('words.neighbors', { set: 'set0', expression: set.words[0]! });
  await core.end();
  expect(listAll(around)).toEqual(before);
  expect(readdirSync(join(dataDir, '..'))).toEqual(['data']);
});
