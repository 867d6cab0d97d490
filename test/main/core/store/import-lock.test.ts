import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createImportLock } from '../../../../src/main/core/store/import-lock.ts';

function temporaryDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'semascope-lock-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** Another process that takes the lock and then waits. */
async function startHolder(dir: string): Promise<{ pid: number; kill: () => Promise<void> }> {
  const module = join(import.meta.dirname, '../../../../src/main/core/store/import-lock.ts');
  const script = `import { createImportLock } from ${JSON.stringify(module)};
    createImportLock(process.argv[1]).acquire('importing glove'); console.log('held'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script, dir]);
  await once(child.stdout, 'data');
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  onTestFinished(kill);
  return { pid: child.pid ?? 0, kill };
}

describe('the import lock', () => {
  it('is had by one at a time, and can be taken again', () => {
    const dir = temporaryDir();
    const [a, b] = [createImportLock(dir), createImportLock(dir)];
    const release = a.acquire('importing a');
    expect(() => b.acquire('importing b')).toThrow(
      expect.objectContaining({
        code: 'in-use',
        message: expect.stringContaining('(importing a)') as string,
      }),
    );
    release();
    b.acquire('importing b')();
    expect(a.holder()).toBeUndefined();
  });

  it('says which process has it', async () => {
    const dir = temporaryDir();
    const holder = await startHolder(dir);
    const lock = createImportLock(dir);
    expect(lock.holder()).toBe(`process ${holder.pid} (importing glove)`);
    expect(() => lock.acquire('importing b')).toThrow(`process ${holder.pid} (importing glove) is changing`);
  });

  it('is free once its holder was killed', async () => {
    const dir = temporaryDir();
    const holder = await startHolder(dir);
    await holder.kill();
    const lock = createImportLock(dir);
    expect(lock.holder()).toBeUndefined();
    lock.acquire('importing b')();
  });

  it('is had in spite of a damaged file', () => {
    const dir = temporaryDir();
    createImportLock(dir).acquire('importing a')();
    writeFileSync(join(dir, 'import.lock'), 'no database at all '.repeat(500));
    const lock = createImportLock(dir);
    expect(lock.holder()).toBeUndefined();
    const release = lock.acquire('importing b');
    expect(() => createImportLock(dir).acquire('importing c')).toThrow(
      expect.objectContaining({ code: 'in-use' }),
    );
    release();
    expect(lock.holder()).toBeUndefined();
  });

  it('is nobody’s in a folder where nothing was ever imported', () => {
    expect(createImportLock(temporaryDir()).holder()).toBeUndefined();
  });
});
