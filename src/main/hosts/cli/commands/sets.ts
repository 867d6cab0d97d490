import type { SetInfo } from '../../../../shared/domain.ts';
import type { Command } from '../command.ts';
import { formatCount } from '../format.ts';
import { alignColumns } from '../table.ts';

const states: Readonly<Record<SetInfo['state'], string>> = {
  ready: 'ready',
  importing: 'being imported now',
  incomplete: 'incomplete: its import was cut off',
  absent: 'built in, imported at its first use',
};

export const setsCommand: Command = {
  name: 'sets',
  takes: '',
  summary: 'lists the vector sets',
  options: {},
  positionals: [0, 0],
  run: async ({ openClient, signal, print, style }) => {
    const client = await openClient();
    const sets = await client.call('sets.list', {}, { signal });
    print(sets, () => {
      if (sets.length === 0) return 'no sets: `semascope import FILE` imports one';
      const rows = sets.map(({ set, words, dimensions, source, state }) => [
        set,
        formatCount(words),
        String(dimensions),
        states[state],
        source,
      ]);
      const heads = ['set', 'words', 'dimensions', 'state', 'source'];
      const [head = '', ...body] = alignColumns(
        [heads, ...rows],
        ['left', 'right', 'right', 'left', 'left'],
      ).split('\n');
      return [style.dim(head), ...body].join('\n');
    });
  },
};
