/** What the core's process is told when it is started. */
export interface CoreArgs {
  readonly dataDir: string;
  /** The folder that holds package.json, `data` and `out`. */
  readonly root: string;
  readonly version: string;
}

export function formatCoreArgs({ dataDir, root, version }: CoreArgs): string[] {
  return [dataDir, root, version];
}

export function parseCoreArgs(args: readonly string[]): CoreArgs {
  const [dataDir, root, version] = args;
  if (!dataDir || !root || !version) throw new Error('expected: DATA-DIR ROOT VERSION');
  return { dataDir, root, version };
}
