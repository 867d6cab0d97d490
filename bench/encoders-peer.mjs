import { readFileSync } from 'node:fs';
import { env, pipeline } from '@huggingface/transformers';

// Runs in a folder where @huggingface/transformers is installed; see encoders.ts. Prints sentences per second as JSON.
env.allowRemoteModels = false;
env.localModelPath = './models/';
const texts = JSON.parse(readFileSync('sentences.json', 'utf8'));
const extract = await pipeline('feature-extraction', 'all-minilm-l6-v2', { dtype: 'fp32' });

async function measure(list) {
  let best = Infinity;
  for (let turn = 0; turn < 2; turn++) {
    const start = performance.now();
    for (let at = 0; at < list.length; at += 32) await extract(list.slice(at, at + 32), { pooling: 'mean' });
    best = Math.min(best, performance.now() - start);
  }
  return (1000 * list.length) / best;
}

const given = await measure(texts);
const sorted = await measure(texts.toSorted((a, b) => a.length - b.length));
console.log(JSON.stringify({ given, sorted }));
