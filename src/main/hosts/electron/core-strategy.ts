import { join } from 'node:path';
import type { StartCore } from '../../processes/core-process.ts';
import { forkCore } from '../../processes/fork-core.ts';
import { formatCoreArgs, type CoreArgs } from '../core-process/core-args.ts';
import { startUtilityCore } from './utility-core.ts';

export interface CoreStrategy extends CoreArgs {
  readonly log: (line: string) => void;
  /** A Node to run the core by instead of Electron's own: for an Electron that is too old for the native modules. */
  readonly node: string | undefined;
}

/** How the window's process starts its core. */
export function coreStrategy({ node, log, ...core }: CoreStrategy): StartCore {
  const entry = join(core.root, 'out/main/core-process.cjs');
  const args = formatCoreArgs(core);
  return () => (node ? forkCore({ entry, args, node, log }) : startUtilityCore({ entry, args, log }));
}
