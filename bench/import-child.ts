import { resourcesOf } from '../src/main/core/options.ts';
import { openCore } from '../src/main/hosts/cli/open-core.ts';

/** Imports a file as the set `bench`. Prints one JSON value: seconds, and the process's peak memory. */
const [path = '', dataDir = '', root = ''] = process.argv.slice(2);
const { client, close } = await openCore({
  dataDir,
  resources: resourcesOf(root, 'bench'),
  log: () => undefined,
});
const { file } = await client.call('files.open', { path, mode: 'read' });
const { seconds } = await client.call('sets.import', { file, name: 'bench' });
const peakMb = process.resourceUsage().maxRSS / 1024;
await close();
console.log(JSON.stringify({ seconds, peakMb }));
