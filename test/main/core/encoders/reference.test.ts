import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readEncoderFolder } from '../../../../src/main/core/encoders/encoder-folder.ts';
import { inspectEncoder, loadEncoder } from '../../../../src/main/core/encoders/encoder-model.ts';
import type { Pooling } from '../../../../src/shared/domain.ts';
import { cosine, withEncoders } from '../../../support/encoders.ts';

const root = join(import.meta.dirname, '../../../..');
interface Case {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly vectors: Readonly<Partial<Record<Pooling, Readonly<Record<string, string>>>>>;
}
/** From onnxruntime and tokenizers in Python: see scripts/encoder-reference.py. */
const { cases } = JSON.parse(readFileSync(join(root, 'test/fixtures/encoder-reference.json'), 'utf8')) as {
  cases: Case[];
};

function fromBase64(text: string): Float32Array {
  const bytes = Uint8Array.from(Buffer.from(text, 'base64'));
  return new Float32Array(bytes.buffer);
}

it.each([
  ['all in one call', (list: Case[]) => [list]],
  ['in reverse order', (list: Case[]) => [list.toReversed()]],
  ['each alone', (list: Case[]) => list.map((each) => [each])],
])('gives the reference vectors, encoded %s', async (_, group) => {
  await withEncoders(async ({ encoders }) => {
    const encoder = await encoders.open('all-minilm-l6-v2');
    for (const pooling of ['mean', 'first', 'last'] as const) {
      for (const list of group(cases)) {
        const { vectors, windowed } = await encoder.encode(list, { pooling });
        expect(windowed).toEqual([]);
        for (const [index, { vectors: expected, text }] of list.entries()) {
          for (const [layer, base64] of Object.entries(expected[pooling] ?? {})) {
            const at = (index * encoder.layers + Number(layer)) * encoder.dimensions;
            const own = vectors.subarray(at, at + encoder.dimensions);
            expect(cosine(own, fromBase64(base64)), `${text} ${pooling} ${layer}`).toBeGreaterThan(0.99999);
          }
        }
      }
    }
  });
});

it("gives the sentence similarities of the model's documentation", async () => {
  const inspected = await inspectEncoder(readEncoderFolder(join(root, 'data/encoders'), 'all-minilm-l6-v2'));
  const { model, tokenizer } = await loadEncoder(inspected);
  const sentences = ['The weather is lovely today.', "It's so sunny outside!", 'He drove to the stadium.'];
  const means: number[][] = [];
  for (const row of await tokenizer.tokenize(sentences)) {
    const [output] = await model.run([row], ['last_hidden_state']);
    const sum = new Array<number>(384).fill(0);
    output?.values.forEach((value, index) => (sum[index % 384] = (sum[index % 384] ?? 0) + value));
    means.push(sum);
  }
  await model.close();
  const [a = [], b = [], c = []] = means;
  expect(cosine(a, b)).toBeCloseTo(0.666, 3);
  expect(cosine(a, c)).toBeCloseTo(0.1046, 3);
  expect(cosine(b, c)).toBeCloseTo(0.1411, 3);
});
