import type { Command } from '../command.ts';

export const removeCommand: Command = {
  name: 'remove',
  takes: 'SET',
  summary: 'removes a vector set',
  options: {},
  positionals: [1, 1],
  run: async ({ parsed, openClient, signal, onProgress, print }) => {
    const [set = ''] = parsed.positionals;
    const client = await openClient();
    const removed = await client.call('sets.remove', { set }, { signal, onProgress });
    print(removed, () => `${removed.set} is removed`);
  },
};
