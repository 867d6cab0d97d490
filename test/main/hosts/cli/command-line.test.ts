import { mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { runCli, spawnCli, type CliResult } from '../../../support/run-cli.ts';

const fixture = join(import.meta.dirname, '../../../fixtures/glove50_4k.txt');
const neighbors = z.array(z.strictObject({ word: z.string(), similarity: z.number() }));

let dir: string;
let dataDir: string;

/** Runs with a data folder of this file's own. */
function run(args: readonly string[], input?: string): Promise<CliResult> {
  return runCli([...args, '--data-dir', dataDir], input);
}

/** Runs with `--json`; what it prints must be one JSON value that fits the schema. */
async function json<T extends z.ZodType>(
  schema: T,
  args: readonly string[],
  input?: string,
): Promise<z.output<T>> {
  const { status, stdout, stderr } = await run([...args, '--json'], input);
  expect(status, stderr).toBe(0);
  return schema.parse(JSON.parse(stdout));
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'semascope-cli-'));
  dataDir = join(dir, 'data');
  const report = await json(
    z.strictObject({
      ...{ set: z.string(), format: z.string(), words: z.number(), dimensions: z.number() },
      skipped: z.array(z.strictObject({ line: z.number(), reason: z.string() })),
      ...{ skippedCount: z.number(), seconds: z.number() },
    }),
    ['import', fixture, '--name', 'small', '--format', 'word2vec'],
  );
  expect(report).toMatchObject({ set: 'small', format: 'word2vec', dimensions: 50 });
  expect(report.words).toBeGreaterThan(4000);
});

afterAll(() => rm(dir, { recursive: true, force: true }));

describe('results', () => {
  it('lists the sets', async () => {
    const sets = await json(
      z.array(
        z.strictObject({
          ...{ set: z.string(), words: z.number(), dimensions: z.number(), source: z.string() },
          state: z.enum(['ready', 'incomplete', 'importing', 'absent']),
        }),
      ),
      ['sets'],
    );
    expect(sets).toContainEqual(expect.objectContaining({ set: 'small', dimensions: 50, state: 'ready' }));
  });

  it('finds the nearest words of an expression, quoted or not', async () => {
    const schema = z.strictObject({ expression: z.string(), set: z.literal('small'), neighbors });
    const quoted = await json(schema, ['neighbors', 'king - man + woman', '--set', 'small', '--top', '3']);
    expect(quoted.neighbors).toHaveLength(3);
    const similarities = quoted.neighbors.map(({ similarity }) => similarity);
    expect(similarities).toEqual([...similarities].sort((a, b) => b - a));
    const words = ['king', '-', 'man', '+', 'woman'];
    const unquoted = await json(schema, ['neighbors', ...words, '--set', 'small', '--top', '3']);
    expect(unquoted.neighbors).toEqual(quoted.neighbors);
  });

  it('tells the cosine of two words', async () => {
    const schema = z.strictObject({ a: z.string(), b: z.string(), set: z.string(), similarity: z.number() });
    const answer = await json(schema, ['similarity', 'king', 'queen', '--set', 'small']);
    expect(answer).toMatchObject({ a: 'king', b: 'queen', set: 'small' });
    expect(answer.similarity).toBeGreaterThan(0.5);
  });

  it('says on standard error where a word has its vector from subwords only', async () => {
    const model = join(import.meta.dirname, '../../../fixtures/fasttext/skipgram.bin');
    expect((await run(['import', model, '--name', 'model'])).status).toBe(0);
    const nearest = await run(['neighbors', 'unkindness', '--set', 'model', '--json']);
    expect(nearest.stderr).toContain('"unkindness" is not in model: its vector comes from its subwords');
    z.strictObject({ expression: z.string(), set: z.string(), neighbors }).parse(JSON.parse(nearest.stdout));
    const cosine = await run(['similarity', 'unkindness', 'rewatering', '--set', 'model', '--json']);
    expect(cosine.stderr).toContain(
      '"unkindness", "rewatering" are not in model: their vectors come from their subwords',
    );
    z.strictObject({ a: z.string(), b: z.string(), set: z.string(), similarity: z.number() }).parse(
      JSON.parse(cosine.stdout),
    );
    expect((await run(['similarity', 'the', 'of', '--set', 'model'])).stderr).not.toContain('subwords');
  });

  it('evaluates similarity, from standard input too', async () => {
    const pairs = 'king\tqueen\t9\nking\tman\t5\ndog\tcat\t8\nking\tzzzz\t1\n';
    const result = await json(
      z.strictObject({
        ...{ pairs: z.number(), used: z.number(), missing: z.array(z.string()) },
        ...{ spearman: z.number(), pearson: z.number() },
      }),
      ['evaluate', 'similarity', '-', '--set', 'small'],
      pairs,
    );
    expect(result).toMatchObject({ pairs: 4, used: 3, missing: ['zzzz'] });
  });

  it('evaluates analogies by section', async () => {
    const file = join(dir, 'questions.txt');
    await writeFile(
      file,
      ': family\nman woman king queen\nboy girl man woman\n: other\nking zzzz man woman\n',
    );
    const result = await json(
      z.strictObject({
        ...{ total: z.number(), used: z.number(), correct: z.number(), accuracy: z.number() },
        sections: z.array(z.strictObject({ name: z.string(), used: z.number(), correct: z.number() })),
      }),
      ['evaluate', 'analogies', file, '--set', 'small'],
    );
    expect(result.total).toBe(3);
    expect(result.used).toBe(2);
    expect(result.sections.map(({ name }) => name)).toContain('family');
  });

  it('projects to CSV on standard output, and says how well it did beside it', async () => {
    const args = ['project', '--set', 'small', '--words', '60', '--method', 'pca', '--dimensions', '2'];
    const { status, stdout, stderr } = await run(args);
    expect(status).toBe(0);
    const rows = stdout.trimEnd().split('\n');
    expect(rows[0]).toBe('word,x,y');
    expect(rows).toHaveLength(61);
    expect(stderr).toContain('trustworthiness');
  });

  it('projects by UMAP into a file, the same for the same seed', async () => {
    const schema = z.strictObject({
      ...{ set: z.string(), words: z.number(), method: z.literal('umap'), seed: z.number() },
      ...{ trustworthiness: z.number(), seconds: z.number() },
    });
    const args = ['project', '--set', 'small', '--words', '200', '--seed', '7', '--output'];
    const result = await json(schema, [...args, join(dir, 'a.csv')]);
    expect(result).toMatchObject({ set: 'small', words: 200, seed: 7 });
    expect(result.trustworthiness).toBeGreaterThan(0.8);
    await json(schema, [...args, join(dir, 'b.csv')]);
    const text = await readFile(join(dir, 'a.csv'), 'utf8');
    expect(text).toMatch(/^word,x,y,z\n/);
    expect(await readFile(join(dir, 'b.csv'), 'utf8')).toBe(text);
  });

  it('imports no file of which much cannot be read, unless it is told to', async () => {
    const file = join(dir, 'poor.txt');
    const rows = Array.from({ length: 20 }, (_, k) => `word${k} 1 ${k}\n`);
    await writeFile(file, [...rows, ...'abcdefghij'.split('').map((word) => `${word} 1\n`)].join(''));
    const refused = await run(['import', file]);
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain('10 of 30 rows cannot be read');
    expect(refused.stderr).toContain('--allow-skipped');
    const { status, stdout } = await run(['import', file, '--allow-skipped']);
    expect(status).toBe(0);
    expect(stdout).toContain('10 lines skipped');
    await run(['remove', 'poor']);
  });

  it('imports and removes a set', async () => {
    const file = join(dir, 'tiny.txt');
    await writeFile(file, 'a 1 0\nb 0 1\nc 1\n');
    const { status, stdout } = await run(['import', file, '--name', 'tiny']);
    expect(status).toBe(0);
    expect(stdout).toContain('1 line skipped');
    expect(stdout).toContain('line 3');
    expect(await json(z.strictObject({ set: z.string() }), ['remove', 'tiny'])).toEqual({ set: 'tiny' });
    expect((await run(['remove', 'tiny'])).status).toBe(1);
  });

  it('exports a set, imports it again with its words, and replaces no file unasked', async () => {
    const file = join(dir, 'small.npy');
    const schema = z.strictObject({
      ...{ set: z.literal('small'), format: z.literal('npy'), file: z.string(), words: z.number() },
      ...{ dimensions: z.literal(50), sizeBytes: z.number(), seconds: z.number() },
    });
    const report = await json(schema, ['export', 'small', file]);
    expect(report).toMatchObject({ file, words: 4197 });
    const list = join(dir, 'list');
    await rename(join(dir, 'small.words.txt'), list);
    const again = await run(['import', file, '--name', 'again', '--words', list]);
    expect(again.status, again.stderr).toBe(0);
    const twice = await run(['export', 'small', file]);
    expect(twice.status).toBe(1);
    expect(twice.stderr).toContain('small.npy is there already: --force replaces it');
    expect((await run(['export', 'small', file, '--force'])).status).toBe(0);
    await run(['remove', 'again']);
  });

  it('aligns columns for a person', async () => {
    const { stdout } = await run(['neighbors', 'king', '--set', 'small', '--top', '5']);
    const [head = '', ...rows] = stdout.trimEnd().split('\n');
    expect(head).toMatch(/^king · small · [\d,]+ words$/);
    expect(rows).toHaveLength(5);
    expect(new Set(rows.map((row) => row.indexOf('0.'))).size).toBe(1);
  });
});

describe('occurrences', () => {
  const line = (text: string, word: string): string => {
    const start = text.indexOf(word);
    return JSON.stringify({ text, start, end: start + word.length });
  };
  const lines = ['😀 The bank of the river.', 'She went to the bank.'].map((text) => line(text, 'bank'));
  const schema = z.strictObject({
    ...{ encoder: z.string(), occurrences: z.number(), layers: z.number() },
    ...{ dimensions: z.number(), seconds: z.number() },
  });

  async function shapeOf(file: string): Promise<{ header: string; sizeBytes: number }> {
    const bytes = await readFile(file);
    return { header: bytes.toString('latin1', 10, 128), sizeBytes: bytes.length - 128 };
  }

  it('are encoded into a NumPy file', async () => {
    const output = join(dir, 'last.npy');
    const result = await json(schema, ['encode', '-', '--output', output], `\uFEFF${lines.join('\r\n')}\n`);
    expect(result).toMatchObject({ occurrences: 2, layers: 1, dimensions: 384 });
    const { header, sizeBytes } = await shapeOf(output);
    expect(header).toContain("'shape': (2, 384)");
    expect(sizeBytes).toBe(2 * 384 * 4);
  });

  it('are encoded at all layers', async () => {
    const output = join(dir, 'all.npy');
    const input = join(dir, 'in.jsonl');
    await writeFile(input, lines.join('\n'));
    const result = await json(schema, ['encode', input, '--output', output, '--layer', 'all']);
    expect(result).toMatchObject({ occurrences: 2, layers: 7, dimensions: 384 });
    expect((await shapeOf(output)).header).toContain("'shape': (2, 7, 384)");
  });

  it('may be none', async () => {
    const output = join(dir, 'none.npy');
    expect(await json(schema, ['encode', '-', '--output', output], '\n')).toMatchObject({ occurrences: 0 });
    expect((await shapeOf(output)).header).toContain("'shape': (0, 384)");
  });

  it('are refused with their line, and leave no file', async () => {
    const output = join(dir, 'bad.npy');
    const { status, stdout, stderr } = await run(
      ['encode', '-', '--output', output],
      `${lines[0]}\n{"text": 1}\n`,
    );
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^semascope: standard input line 2: expected .*\n$/);
    expect((await readdir(dir)).filter((name) => name.startsWith('bad.npy'))).toEqual([]);
  });

  it('are refused at a layer that the encoder lacks', async () => {
    const { status, stderr } = await run(
      ['encode', '-', '--output', join(dir, 'x.npy'), '--layer', '9'],
      lines[0],
    );
    expect(status).toBe(1);
    expect(stderr).toContain('layers 0 to 6');
  });
});

describe('compare', () => {
  const occurrence = z.strictObject({
    ...{ text: z.string(), start: z.number(), end: z.number(), sense: z.string().optional() },
    ...{
      ownSimilarity: z.number().nullable(),
      neighbors,
      staticNeighbors: neighbors,
      wordsAround: neighbors,
    },
  });
  const comparison = z.strictObject({
    ...{ word: z.string(), layer: z.number(), contrast: z.number(), anisotropy: z.number() },
    map: z.strictObject({ heldOutTop10: z.number(), heldOutCosine: z.number() }).nullable(),
    occurrences: z.array(occurrence),
    similarities: z.array(z.array(z.number())),
  });
  const sentences = 'They sat on the bank of the river.\n\nThe Bank lent them money.\r\n';

  it('reads each sentence of standard input', async () => {
    const args = ['compare', 'bank', '--sentences', '-', '--set', 'small', '--top', '5'];
    const result = await json(comparison, args, sentences);
    expect(result).toMatchObject({ word: 'bank', layer: 6, contrast: 0.5 });
    expect(result.occurrences.map(({ text, start, end }) => text.slice(start, end))).toEqual([
      'bank',
      'Bank',
    ]);
    for (const { neighbors: read } of result.occurrences) expect(read).toHaveLength(5);
    expect(result.similarities).toHaveLength(2);
    expect(result.similarities[0]?.[0]).toBeCloseTo(1, 4);
    expect(result.similarities[0]?.[1]).toBeCloseTo(result.similarities[1]?.[0] ?? NaN, 6);
  });

  it("reads WordNet's examples by sense", async () => {
    const result = await json(comparison, ['compare', 'bank', '--set', 'small', '--contrast', '1']);
    expect(result.occurrences.length).toBeGreaterThan(3);
    expect(result.occurrences.every(({ sense }) => sense?.startsWith('bank.') || sense?.includes('.'))).toBe(
      true,
    );
  });

  it('shows the sentences to a person', async () => {
    const { status, stdout } = await run(
      ['compare', 'bank', '--sentences', '-', '--set', 'small'],
      sentences,
    );
    expect(status).toBe(0);
    expect(stdout).toContain('They sat on the bank of the river.');
    expect(stdout).toContain('words around');
    expect(stdout).toContain('two random words');
  });

  it('says at another layer that there is no twin yet, and how to make one', async () => {
    const args = ['compare', 'bank', '--sentences', '-', '--set', 'small', '--layer', '2'];
    const { status, stdout, stderr } = await run(args, sentences);
    expect(status).toBe(0);
    expect(stdout).toContain('layer 2');
    expect(stderr).toMatch(/^semascope: no static twin of layer 2 yet.*semascope twin/m);
  });

  it('names the line that lacks the word', async () => {
    const input = 'The bank is open.\n\nWe walked home.\n';
    const { status, stdout, stderr } = await run(
      ['compare', 'bank', '--sentences', '-', '--set', 'small'],
      input,
    );
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('standard input line 3');
    expect(stderr).toContain('We walked home.');
  });

  it('says that a word has no examples', async () => {
    const { status, stderr } = await run(['compare', 'xyzzyx', '--set', 'small']);
    expect(status).toBe(1);
    expect(stderr).toContain('--sentences');
  });
});

describe('what goes wrong', () => {
  it.each([
    [['neighbors', 'kingg', '--set', 'small'], 'kingg'],
    [['neighbors', 'king - (man', '--set', 'small'], ''],
    [['neighbors', 'king', '--set', 'nope'], 'expected one of'],
    [['import', '/no/such/file.txt'], '/no/such/file.txt'],
    [['evaluate', 'similarity', '/no/such/file.tsv', '--set', 'small'], 'there is no such file'],
    [['encode', '/no/such/file.jsonl', '--output', '/tmp/x.npy'], 'there is no such file'],
    [['encode', '-', '--output', '/no/such/dir/x.npy'], '/no/such/dir/x.npy'],
    [['encode', '-', '--output', '/dev/null'], 'found a device'],
    [['compare', 'bank', '--encoder', 'nope', '--set', 'small'], 'nope'],
  ])('fails with one clear line: %j', async (args, said) => {
    const { status, stdout, stderr } = await run(args);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^semascope: [^\n]+\n$/);
    expect(stderr).not.toContain('internal error');
    expect(stderr).toContain(said);
  });

  it.each([
    [[], 'expected a command'],
    [['nieghbors'], 'did you mean neighbors'],
    [['neighbors'], 'usage: semascope neighbors EXPRESSION'],
    [['neighbors', 'king', '--top', 'many'], '--top'],
    [['similarity', 'king'], 'usage: semascope similarity'],
    [['sets', '--nope'], "Unknown option '--nope'"],
    [['encode', '-'], '--output'],
    [['evaluate', 'spelling', 'x'], 'similarity or analogies'],
    [['compare', 'bank', '--contrast', '2'], '--contrast'],
    [['project', '--dimensions', '4'], '--dimensions'],
    [['help', 'nope'], 'there is no command'],
  ])('refuses wrong usage with status 2: %j', async (args, said) => {
    const { status, stdout, stderr } = await runCli(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(said);
  });

  it.each([
    ['neighbors', 'king', '--top', '0'],
    ['compare', 'bank', '--contrast', '2'],
    ['compare', 'bank', '--layer', 'first'],
    ['project', '--words', 'all'],
    ['encode', '-', '--output', 'x.npy', '--pooling', 'max'],
    ['evaluate', 'analogies', fixture, '--restrict', '-1'],
  ])('refuses wrong usage before it opens the database: %s %s %s %s', async (...args) => {
    const noFolder = join(fixture, 'data'); // below a file
    const { status } = await runCli([...args, '--data-dir', noFolder]);
    expect(status).toBe(2);
  });

  it('helps', async () => {
    const general = await runCli(['help']);
    expect(general.status).toBe(0);
    for (const name of ['import', 'neighbors', 'compare', 'encode', 'project', 'serve']) {
      expect(general.stdout).toContain(`  ${name} `);
    }
    const own = await runCli(['compare', '--help']);
    expect(own.stdout).toContain('--contrast');
    expect((await runCli(['help', 'compare'])).stdout).toBe(own.stdout);
    expect((await runCli(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('interrupts', () => {
  it('end an encoding with status 130 and leave no file', async () => {
    const output = join(dir, 'interrupted.npy');
    const child = spawnCli(['encode', '-', '--output', output, '--data-dir', dataDir]);
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    const line = JSON.stringify({ text: 'The bank.', start: 4, end: 8 });
    child.stdin.write(`${line}\n`.repeat(2000)); // and never ends
    await expect
      .poll(() => readdir(dir), { timeout: 30_000 })
      .toContainEqual(expect.stringMatching(/^interrupted\.npy\..*partial$/));
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    expect((await readdir(dir)).filter((name) => name.startsWith('interrupted'))).toEqual([]);
  });

  it('by a reader that had enough are no failure', async () => {
    const child = spawnCli([
      'project',
      '--set',
      'small',
      '--words',
      '4000',
      '--method',
      'pca',
      '--data-dir',
      dataDir,
    ]);
    const said: string[] = [];
    child.stderr.setEncoding('utf8').on('data', (text: string) => said.push(text));
    const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
    await new Promise((resolve) => child.stdout.once('data', resolve));
    child.stdout.destroy();
    expect(await ended).toBe(0);
    expect(said.join('')).not.toContain('EPIPE');
  });
});
