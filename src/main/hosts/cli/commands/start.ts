import type { Command } from '../command.ts';

export const startCommand: Command = {
  name: 'start',
  takes: '',
  summary: 'opens the app: its window, or the browser where there can be no window',
  options: {},
  positionals: [0, 0],
  run: ({ host, dataDir, signal }) => host.start({ dataDir, signal }),
};
