import { resourcesOf } from '../src/main/core/options.ts';
import { openDatabase } from '../src/main/core/store/database.ts';
import { createKernels } from '../src/main/core/vectors/kernels/kernels.ts';
import { createVectorSets } from '../src/main/core/vectors/sets/vector-sets.ts';
import { medianMs } from './open-sets.ts';

/** Opens the set `bench` and searches it. Prints one JSON value: how long that took, and the process's peak memory. */
const [dataDir = '', root = ''] = process.argv.slice(2);
const resources = resourcesOf(root, 'bench');
const kernels = await createKernels({ resources });
const store = openDatabase(dataDir);
const sets = createVectorSets({ store, kernels, resources });
const start = performance.now();
const index = await sets.open('bench');
const openSeconds = (performance.now() - start) / 1000;
const queries = Array.from({ length: 31 }, (_, k) => index.vector(Math.floor((k * index.words.length) / 31)));
const searchMs = await medianMs(queries, (query) => index.nearest(query, { top: 11 }));
const peakMb = (process.resourceUsage().maxRSS * 1024) / 1e6;
await sets.dispose();
await kernels.dispose();
store.close();
console.log(JSON.stringify({ openSeconds, searchMs, peakMb }));
