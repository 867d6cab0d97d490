import {
  copyFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cosine, withEncoders } from '../../../support/encoders.ts';
import { tinyEncoder, tinyTokenizer, writeTinyEncoder } from '../../../support/tiny-encoder.ts';

const shipped = join(import.meta.dirname, '../../../../data/encoders/all-minilm-l6-v2');
const text = 'the bank of the river';
const bank = { text, start: 4, end: 8 };
const river = { text, start: 16, end: 21 };

describe('list', () => {
  it('describes the shipped encoder first, then those of the data folder', async () => {
    await withEncoders(async ({ encoders, dataDir }) => {
      writeTinyEncoder(dataDir, 'a-tiny-one', { blocks: 3 });
      expect(await encoders.list()).toEqual([
        {
          encoder: 'all-minilm-l6-v2',
          dimensions: 384,
          layers: 7,
          hasAllLayers: true,
          maxTokens: 256,
          license: 'Apache-2.0',
          origin: expect.stringContaining('all-MiniLM-L6-v2') as string,
        },
        {
          encoder: 'a-tiny-one',
          dimensions: 4,
          layers: 4,
          hasAllLayers: true,
          maxTokens: 512,
          license: 'unknown',
          origin: 'unknown',
        },
      ]);
    });
  });

  it('leaves a damaged encoder out and logs why', async () => {
    await withEncoders(async ({ encoders, dataDir, lines }) => {
      const folder = writeTinyEncoder(dataDir, 'half');
      truncateSync(join(folder, 'model.onnx'), 500);
      expect((await encoders.list()).map(({ encoder }) => encoder)).toEqual(['all-minilm-l6-v2']);
      expect(lines).toEqual([
        expect.stringMatching(/^encoder half is left out: .*model\.onnx is not an ONNX/),
      ]);
      // Put right, it is there without a new start.
      writeFileSync(join(folder, 'model.onnx'), tinyEncoder());
      expect((await encoders.list()).map(({ encoder }) => encoder)).toContain('half');
    });
  });
});

describe('open', () => {
  it('opens an encoder once', async () => {
    await withEncoders(async ({ encoders }) => {
      const [a, b] = await Promise.all([
        encoders.open('all-minilm-l6-v2'),
        encoders.open('all-minilm-l6-v2'),
      ]);
      expect(a).toBe(b);
      expect(a.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    });
  });

  it.each([
    'nothing',
    '../encoders/tiny',
    'tiny/../tiny',
    '/etc',
    '.',
    '..',
    '',
    'TINY',
    'tiny\u0000',
    'sub\\tiny',
  ])('knows no encoder called %j', async (name) => {
    await withEncoders(async ({ encoders, dataDir }) => {
      writeTinyEncoder(dataDir, 'tiny');
      await expect(encoders.open(name)).rejects.toMatchObject({
        code: 'unknown-encoder',
        message: expect.stringContaining('known: all-minilm-l6-v2, tiny') as string,
      });
    });
  });

  it('finds the model in the folder "onnx" and the limit in tokenizer_config.json', async () => {
    await withEncoders(async ({ encoders, dataDir }) => {
      const folder = writeTinyEncoder(dataDir, 'tiny');
      mkdirSync(join(folder, 'onnx'));
      renameSync(join(folder, 'model.onnx'), join(folder, 'onnx/model.onnx'));
      writeFileSync(join(folder, 'tokenizer_config.json'), '{"model_max_length": 128}');
      expect(await encoders.open('tiny')).toMatchObject({ maxTokens: 128, layers: 3 });
    });
  });

  it('gives another fingerprint to another model, tokenizer or limit', async () => {
    await withEncoders(async ({ encoders, dataDir }) => {
      writeTinyEncoder(dataDir, 'a');
      writeTinyEncoder(dataDir, 'same');
      writeTinyEncoder(dataDir, 'model', { norm: 'fused' });
      writeFileSync(join(writeTinyEncoder(dataDir, 'limit'), 'encoder.json'), '{"maxTokens": 64}');
      writeFileSync(join(writeTinyEncoder(dataDir, 'tokenizer'), 'tokenizer.json'), `${tinyTokenizer()}\n`);
      const names = ['a', 'same', 'model', 'limit', 'tokenizer'];
      const prints = await Promise.all(names.map(async (name) => (await encoders.open(name)).fingerprint));
      expect(prints[1]).toBe(prints[0]);
      expect(new Set(prints).size).toBe(4);
    });
  });
});

describe('a damaged encoder', () => {
  it('is told by what its files should be, and works once they are put right', async () => {
    await withEncoders(async ({ encoders, dataDir }) => {
      const folder = join(dataDir, 'encoders/copy');
      cpSync(shipped, folder, { recursive: true });
      truncateSync(join(folder, 'model.onnx'), 1_000_000);
      await expect(encoders.open('copy')).rejects.toMatchObject({
        code: 'encoder-damaged',
        message: expect.stringMatching(
          /model\.onnx is damaged: expected 45322412 bytes, found 1000000$/,
        ) as string,
      });
      copyFileSync(join(shipped, 'model.onnx'), join(folder, 'model.onnx'));
      const encoder = await encoders.open('copy');
      expect((await encoder.encode([bank])).vectors.length).toBe(7 * 384);
    });
  });

  it('is told by its digest where the size is right', async () => {
    await withEncoders(async ({ encoders, dataDir }) => {
      const folder = join(dataDir, 'encoders/copy');
      cpSync(shipped, folder, { recursive: true });
      const bytes = readFileSync(join(folder, 'tokenizer.json'));
      bytes[300_000] = 0;
      writeFileSync(join(folder, 'tokenizer.json'), bytes);
      await expect(encoders.open('copy')).rejects.toThrow(
        /tokenizer\.json is damaged: expected SHA-256 da0e/,
      );
    });
  });

  it.each(['model.onnx', 'tokenizer.json'])('names a missing %s', async (file) => {
    await withEncoders(async ({ encoders, dataDir }) => {
      const folder = writeTinyEncoder(dataDir, 'tiny');
      renameSync(join(folder, file), join(folder, 'elsewhere'));
      await expect(encoders.open('tiny')).rejects.toMatchObject({
        code: 'encoder-damaged',
        message: expect.stringContaining(
          `${file.replace('model.onnx', 'onnx/model.onnx')} is missing in`,
        ) as string,
      });
    });
  });

  it('names an encoder.json that says something else', async () => {
    await withEncoders(async ({ encoders, dataDir }) => {
      const folder = writeTinyEncoder(dataDir, 'tiny');
      writeFileSync(join(folder, 'encoder.json'), '{"maxTokens": "many"}');
      await expect(encoders.open('tiny')).rejects.toThrow(/encoder\.json cannot be read: .*expected number/s);
    });
  });

  it('is told by ONNX Runtime where the graph looks right but cannot run', async () => {
    await withEncoders(async ({ encoders, dataDir }) => {
      // A fused attention without its weights: a graph that can be walked, not run.
      writeTinyEncoder(dataDir, 'broken', { attention: 'fused' });
      const encoder = await encoders.open('broken');
      await expect(encoder.encode([bank])).rejects.toMatchObject({
        code: 'encoder-damaged',
        message: expect.stringContaining('ONNX Runtime cannot load it') as string,
      });
      writeTinyEncoder(dataDir, 'whole');
      expect((await (await encoders.open('whole')).encode([bank])).vectors.length).toBe(12);
    });
  });

  it('does not take the process down when its tokenizer is none', async () => {
    await withEncoders(async ({ encoders, dataDir }) => {
      writeFileSync(join(writeTinyEncoder(dataDir, 'tiny'), 'tokenizer.json'), '{}');
      const encoder = await encoders.open('tiny');
      await expect(encoder.encode([bank])).rejects.toThrow(
        /tokenizer\.json is no tokenizer that can be read/,
      );
    });
  });
});

describe('encoders of many kinds', () => {
  it.each([
    ['blocks that end with a plain normalization', { norm: 'plain' }],
    ['blocks that end with a fused normalization', { norm: 'fused' }],
    ['blocks that begin with a plain normalization', { order: 'pre', norm: 'plain' }],
    ['blocks that begin with a fused normalization', { order: 'pre', norm: 'fused' }],
    ['root mean squares', { order: 'pre', norm: 'root-mean-square' }],
  ] as const)('gives a vector at each layer with %s', async (_, options) => {
    await withEncoders(async ({ encoders, dataDir }) => {
      writeTinyEncoder(dataDir, 'tiny', options);
      const encoder = await encoders.open('tiny');
      expect(encoder).toMatchObject({ layers: 3, hasAllLayers: true });
      const { vectors } = await encoder.encode([bank, { text: 'bank', start: 0, end: 4 }]);
      const layer = (row: number, index: number): Float32Array =>
        vectors.subarray(row * 12 + index * 4, row * 12 + index * 4 + 4);
      // At layer 0 a word does not know its sentence yet; later it does.
      expect(cosine(layer(0, 0), layer(1, 0))).toBeCloseTo(1, 6);
      expect(cosine(layer(0, 2), layer(1, 2))).toBeLessThan(0.9999);
    });
  });

  it('gives the last layer, and no attention, where the layers are not to be found', async () => {
    await withEncoders(async ({ encoders, dataDir }) => {
      writeTinyEncoder(dataDir, 'tiny', { attention: 'none' });
      const encoder = await encoders.open('tiny');
      expect(encoder).toMatchObject({ layers: 1, hasAllLayers: false });
      expect((await encoder.encode([bank, river])).vectors.length).toBe(8);
      await expect(encoder.attention(bank)).rejects.toMatchObject({ code: 'not-ready' });
    });
  });

  it('keeps the vectors of a dynamically quantized model independent of what else is encoded', async () => {
    await withEncoders(async ({ encoders, dataDir }) => {
      writeTinyEncoder(dataDir, 'dynamic', { isDynamic: true });
      const encoder = await encoders.open('dynamic');
      const others = [bank, river, { text: 'loud money of the bank the bank', start: 0, end: 4 }];
      const { vectors } = await encoder.encode(others);
      for (const [index, occurrence] of others.entries()) {
        const { vectors: alone } = await encoder.encode([occurrence]);
        expect(vectors.subarray(index * 12, index * 12 + 12)).toEqual(alone);
      }
    });
  });
});

it('ends what runs when it is closed in the middle', async () => {
  await withEncoders(async ({ encoders, dataDir }) => {
    writeTinyEncoder(dataDir, 'tiny', { isDynamic: true });
    const encoder = await encoders.open('tiny');
    let closing: Promise<void> | undefined;
    const many = Array.from({ length: 100 }, (_, index) => ({ text: `bank ${index}`, start: 0, end: 4 }));
    const encoding = encoder.encodeEach(many, { onVectors: () => void (closing ??= encoders.dispose()) });
    await expect(encoding).rejects.toMatchObject({ code: 'canceled' });
    await closing;
  });
});

it('refuses to encode once it is closed', async () => {
  await withEncoders(async ({ encoders }) => {
    const encoder = await encoders.open('all-minilm-l6-v2');
    await encoders.dispose();
    await expect(encoder.encode([bank])).rejects.toMatchObject({ code: 'canceled' });
  });
});
