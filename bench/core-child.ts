import { builtInEncoder } from '../src/shared/built-in.ts';
import { openCore } from '../src/main/hosts/cli/open-core.ts';
import { resourcesOf } from '../src/main/core/options.ts';

/**
 * A core in a process of its own, so that its time from nothing and its memory can be measured. Prints one JSON
 * value: milliseconds since the process began, and resident memory.
 */
process.env.ORT_DISABLE_TELEMETRY = '1';
const [action = '', dataDir = '', root = ''] = process.argv.slice(2);
const megabyte = 2 ** 20;

const { client, close } = await openCore({
  dataDir,
  resources: resourcesOf(root, 'bench'),
  log: () => undefined,
});
await client.call('sets.ensure', {});
if (action !== 'import') await client.call('words.neighbors', { expression: 'king - man + woman' });
const sinceStartMs = performance.now();
if (action === 'memory') {
  const occurrences = await client.call('contexts.find', { word: 'bank', text: 'The bank of the river.' });
  await client.call('encoders.encode', { encoder: builtInEncoder, occurrences });
}
const residentMb = process.memoryUsage.rss() / megabyte;
const peakMb = (process.resourceUsage().maxRSS * 1024) / megabyte;
await close();
console.log(JSON.stringify({ sinceStartMs, residentMb, peakMb }));
