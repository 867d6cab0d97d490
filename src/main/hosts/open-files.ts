import { basename } from 'node:path';
import { toWireError } from '../../shared/errors.ts';
import type { OpenedFile } from '../../shared/domain.ts';
import type { ChosenFiles } from '../../shared/host-contract.ts';
import type { Client } from '../../shared/rpc/client.ts';

/** Gives the core the files that a person chose, to read; what the page gets holds names and no paths. */
export async function openFiles(client: Client, paths: readonly string[]): Promise<ChosenFiles> {
  const files: OpenedFile[] = [];
  const failures: ChosenFiles['failures'] = [];
  for (const path of paths) {
    const name = basename(path);
    try {
      files.push(await client.call('files.open', { path, name, mode: 'read' }));
    } catch (error) {
      const { code, message } = toWireError(error);
      failures.push({ name, code, message });
    }
  }
  return { files, failures };
}
