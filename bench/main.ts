import { cpus, totalmem } from 'node:os';
import { runScript } from '../test/setup/run-script.ts';
import { benchCore } from './core.ts';
import { benchEncoders } from './encoders.ts';
import { benchPeers } from './peers.ts';
import { printTable } from './print-table.ts';
import { benchProjection } from './projection.ts';
import type { Row } from './row.ts';
import { benchScale } from './scale.ts';
import { benchVectors } from './vectors.ts';

/** `npm run bench [-- PART...]`: measures on this machine and prints one table. `scale` runs only when it is named. */
const parts: readonly (readonly [name: string, title: string, measure: () => Promise<Row[]>])[] = [
  ['core', 'Import, start, memory', benchCore],
  ['vectors', 'Nearest words', benchVectors],
  ['peers', 'Beside gensim, numpy and faiss-cpu', benchPeers],
  ['scale', '3,000,000 words of 300 numbers', benchScale],
  ['projection', 'The map', benchProjection],
  ['encoders', 'Contextual vectors', benchEncoders],
];

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !parts.some(([part]) => part === name));
if (unknown.length > 0) {
  console.error(`unknown: ${unknown.join(', ')}; there are ${parts.map(([name]) => name).join(', ')}`);
  process.exit(2);
}

runScript('scripts/build.mjs'); // the core's worker threads run the built code
const [cpu] = cpus();
console.log(
  `Node ${process.versions.node}, ${cpus().length} x ${cpu?.model ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GB`,
);
for (const [name, title, measure] of parts) {
  if (chosen.length === 0 ? name !== 'scale' : chosen.includes(name)) printTable(title, await measure());
}
