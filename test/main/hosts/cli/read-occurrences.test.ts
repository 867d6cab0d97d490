import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readOccurrences } from '../../../../src/main/hosts/cli/read-occurrences.ts';

function fileOf(text: string): Parameters<typeof readOccurrences>[0] {
  return { stream: Readable.from([Buffer.from(text)]), name: 'in.jsonl', sizeBytes: text.length };
}

async function chunksOf(text: string, size = 2): Promise<string[][]> {
  const chunks = [];
  for await (const { occurrences } of readOccurrences(fileOf(text), size)) {
    chunks.push(occurrences.map((occurrence) => occurrence.text.slice(occurrence.start, occurrence.end)));
  }
  return chunks;
}

describe('readOccurrences', () => {
  it('gives chunks in order and skips blank lines', async () => {
    const line = (text: string): string => JSON.stringify({ text, start: 0, end: text.length });
    expect(await chunksOf([line('a'), '', line('b'), line('c'), ''].join('\n'))).toEqual([['a', 'b'], ['c']]);
  });

  it('counts in UTF-16 code units', async () => {
    expect(await chunksOf(JSON.stringify({ text: '😀 bank', start: 3, end: 7 }))).toEqual([['bank']]);
  });

  it('gives nothing for an empty file', async () => {
    expect(await chunksOf('\n\n')).toEqual([]);
  });

  it.each([
    ['no JSON', 'not json', 'found no JSON'],
    ['a missing field', '{"text": "a", "start": 0}', 'end'],
    ['an end beyond the text', '{"text": "a", "start": 0, "end": 2}', 'must lie in the text'],
    ['an empty span', '{"text": "ab", "start": 1, "end": 1}', 'start before end'],
    ['a fraction', '{"text": "ab", "start": 0.5, "end": 1}', 'start'],
    ['a list', '[1, 2, 3]', 'object'],
  ])('refuses %s with the line', async (_, bad, said) => {
    const good = '{"text": "a", "start": 0, "end": 1}';
    const error: unknown = await chunksOf(`${good}\n${bad}\n`).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'bad-file' });
    expect(String(error)).toContain('in.jsonl line 2: expected {"text": string');
    expect(String(error)).toContain(said);
  });
});
