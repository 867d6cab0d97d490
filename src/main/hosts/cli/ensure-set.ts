import type { SetInfo } from '../../../shared/domain.ts';
import { builtInSet } from '../../../shared/built-in.ts';
import type { Client } from '../../../shared/rpc/client.ts';
import type { CommandContext } from './command.ts';

/** Makes a set usable before a command works with it: imports the built-in one at its first use. */
export async function ensureSet(
  client: Client,
  context: CommandContext,
  set: string = builtInSet,
): Promise<SetInfo> {
  const { signal, onProgress } = context;
  return client.call('sets.ensure', { set }, { signal, onProgress });
}
