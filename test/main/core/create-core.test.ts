import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createCore } from '../../../src/main/core/create-core.ts';
import { resourcesOf } from '../../../src/main/core/options.ts';
import type { ProcedureOutput } from '../../../src/shared/contract.ts';
import { withTemporaryDir } from '../../support/temporary-dir.ts';

const resources = {
  ...resourcesOf(process.cwd(), '1.2.3'),
  kernelWorkerFile: join(process.cwd(), 'src/main/core/vectors/kernels/kernel-worker.ts'),
};

async function withInfo(dataDir: string, check: (info: ProcedureOutput<'app.info'>) => void): Promise<void> {
  const core = await createCore({ dataDir, resources, log: () => undefined });
  const context = { signal: new AbortController().signal, report: () => undefined, caller: 'page' } as const;
  try {
    check((await core.router.handle('app.info', {}, context)) as ProcedureOutput<'app.info'>);
  } finally {
    await core.dispose();
  }
}

describe('createCore', () => {
  it('begins a new database beside a damaged one, keeps the damaged bytes and says where', () =>
    withTemporaryDir(async (dataDir) => {
      const damaged = 'this is no database, whatever its name says'.repeat(100);
      writeFileSync(join(dataDir, 'semascope.db'), damaged);
      await withInfo(dataDir, ({ databaseSetAside }) => {
        expect(databaseSetAside).toContain('semascope.db.damaged-');
        expect(readFileSync(databaseSetAside!, 'utf8')).toBe(damaged);
        expect(readdirSync(dataDir)).toContain('semascope.db');
      });
    }));

  it('says nothing of the kind where all is well', () =>
    withTemporaryDir((dataDir) =>
      withInfo(dataDir, (info) =>
        expect(info).toMatchObject({ version: '1.2.3', dataDir, databaseSetAside: null }),
      ),
    ));
});
