import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { CommandContext } from '../../../../../src/main/hosts/cli/command.ts';
import { importCommand } from '../../../../../src/main/hosts/cli/commands/import.ts';
import { parseCommand } from '../../../../../src/main/hosts/cli/parse-command.ts';
import { createStyle } from '../../../../../src/main/hosts/cli/style.ts';
import { openCore } from '../../../../../src/main/hosts/cli/open-core.ts';
import { resourcesOf } from '../../../../../src/main/core/options.ts';
import { root, temporaryDir } from '../../../core/vectors/support.ts';
import { buildZip } from '../../../core/vectors/import/sources/archives/zip-builder.ts';

interface Result {
  readonly json: unknown;
  readonly text: string;
  readonly notes: readonly string[];
}

/** Runs the command on a core of its own, with answers typed at a terminal unless there is none. */
async function run(args: readonly string[], { dataDir = temporaryDir(), typed = '' } = {}): Promise<Result> {
  const stream = (): PassThrough & { isTTY: boolean } =>
    Object.assign(new PassThrough(), { isTTY: typed !== '' });
  const streams = { stdin: stream(), stdout: stream(), stderr: stream() };
  streams.stdin.write(typed);
  const core = await openCore({
    dataDir,
    resources: {
      ...resourcesOf(root, 'test'),
      kernelWorkerFile: join(root, 'src/main/core/vectors/kernels/kernel-worker.ts'),
    },
    log: () => undefined,
  });
  const notes: string[] = [];
  let printed: Omit<Result, 'notes'> | undefined;
  const context: Partial<CommandContext> = {
    parsed: parseCommand(importCommand, args),
    streams,
    style: createStyle(streams.stdout, { NO_COLOR: '1' }),
    signal: new AbortController().signal,
    openClient: () => Promise.resolve(core.client),
    onProgress: () => undefined,
    note: (line) => void notes.push(line),
    print: (json, text) => void (printed = { json, text: text() }),
  };
  try {
    await importCommand.run(context as CommandContext);
    return { ...printed!, notes };
  } finally {
    await core.close();
  }
}

async function file(name: string, content: string | Buffer): Promise<string> {
  const path = join(temporaryDir(), name);
  await writeFile(path, content);
  return path;
}

const good = 'the 1 2\ncat 3 4\ndog 5 6\n';
/** Twenty-five rows, of which ten cannot be read. */
const odd = `${good}${Array.from({ length: 12 }, (_, k) => `w${k} 1 2\n`).join('')}${'mat 7\n'.repeat(10)}`;

describe('import', () => {
  it('names the set after the file, without what says how it is packed and written', async () => {
    const { json, text } = await run([await file('glove.6B.2d.txt.gz', gzipSync(good))]);
    expect(json).toMatchObject({
      set: 'glove.6B.2d',
      format: 'glove',
      words: 3,
      dimensions: 2,
      skippedCount: 0,
    });
    expect(text).toContain('glove.6B.2d: 3 words, 2 dimensions, glove format');
  });

  it('reads the file of an archive that is named', async () => {
    const files = ['2d.txt', '3d.txt'].map((path, k) => ({ path, content: k === 0 ? good : 'the 1 2 3\n' }));
    const path = await file('glove.zip', buildZip(files));
    await expect(run([path])).rejects.toThrow('2d.txt, 3d.txt; say which one to read (--member NAME)');
    const { json } = await run([path, '--member', '3d.txt']);
    expect(json).toMatchObject({ set: 'glove', dimensions: 3 });
  });

  it('takes a word list by its name', async () => {
    const matrix = await file('vectors.tsv', '1\t2\n3\t4\n');
    const words = await file('my-words.txt', 'the\ncat\n');
    const { json } = await run([matrix, '--words', words]);
    expect(json).toMatchObject({ format: 'projector', words: 2, dimensions: 2 });
  });

  it('fails where nobody can be asked', async () => {
    const reading = run([await file('odd.txt', odd)]);
    await expect(reading).rejects.toMatchObject({ code: 'many-skipped' });
    await expect(reading).rejects.toThrow(
      /^odd\.txt: 10 of 25 rows cannot be read, for example line 16: expected 2 numbers, found 1$/,
    );
  });

  it('imports the others when it is told so at first', async () => {
    const { json, text } = await run([await file('odd.txt', odd), '--allow-skipped']);
    expect(json).toMatchObject({ words: 15, skippedCount: 10 });
    expect(text).toContain('10 lines skipped:\n  line 16: expected 2 numbers, found 1');
  });

  it('asks at a terminal, and imports the others on a yes', async () => {
    const { json, notes } = await run([await file('odd.txt', odd)], { typed: 'y\n' });
    expect(json).toMatchObject({ words: 15, skippedCount: 10 });
    expect(notes[0]).toContain('10 of 25 rows cannot be read');
  });

  it('asks at a terminal, and leaves nothing behind on a no', async () => {
    const dataDir = temporaryDir();
    const path = await file('odd.txt', odd);
    await expect(run([path], { dataDir, typed: '\n' })).rejects.toMatchObject({ code: 'many-skipped' });
    expect((await run([path], { dataDir, typed: 'y\n' })).json).toMatchObject({ set: 'odd' });
  });

  it('knows every format by its name', async () => {
    const path = await file('v.vec', '1 2\nthe 1 2\n');
    expect((await run([path, '--format', 'fasttext-text'])).json).toMatchObject({ format: 'word2vec' });
    await expect(run([path, '--format', 'glvoe'])).rejects.toThrow('--format: expected glove or word2vec or');
  });
});
