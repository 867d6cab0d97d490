import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeModel } from '../../../../../src/main/core/encoders/graph/describe-graph.ts';
import { loadModelFormat, withOutputs } from '../../../../../src/main/core/encoders/graph/model-format.ts';
import { tinyEncoder } from '../../../../support/tiny-encoder.ts';

const format = await loadModelFormat();
const bundled = join(import.meta.dirname, '../../../../../data/encoders/all-minilm-l6-v2/model.onnx');

describe('describeModel', () => {
  it('finds what the bundled encoder has', () => {
    const description = describeModel(format, readFileSync(bundled), bundled);
    expect(description).toEqual({
      inputs: ['input_ids', 'attention_mask', 'token_type_ids'],
      outputs: ['last_hidden_state'],
      dimensions: 384,
      runsAlone: false,
      hidden: [
        '/embeddings/LayerNorm/Add_1_output_0',
        ...[0, 1, 2, 3, 4].map((layer) => `/encoder/layer.${layer}/output/LayerNorm/Add_1_output_0`),
        'last_hidden_state',
      ],
      attention: [0, 1, 2, 3, 4, 5].map((layer) => `/encoder/layer.${layer}/attention/self/Softmax_output_0`),
    });
  });

  it('lets a dynamically quantized model, and one without a mask, run each sentence alone', () => {
    expect(describeModel(format, tinyEncoder({ isDynamic: true }), 'x').runsAlone).toBe(true);
    expect(describeModel(format, tinyEncoder({}), 'x').runsAlone).toBe(false);
    const unmasked = tinyEncoder({ attention: 'none', inputs: ['input_ids'] });
    expect(describeModel(format, unmasked, 'x').runsAlone).toBe(true);
  });

  it('takes an output of another name by its shape', () => {
    expect(describeModel(format, tinyEncoder({ outputName: 'y' }), 'x').hidden.at(-1)).toBe('y');
  });

  it.each([
    ['nothing', new Uint8Array(0), /m\.onnx is not an ONNX model, or is cut short: it holds no graph/],
    [
      'noise',
      Uint8Array.from({ length: 4000 }, (_, index) => (index * 7919) % 251),
      /m\.onnx is not an ONNX/,
    ],
    [
      'a text',
      new TextEncoder().encode('version https://git-lfs.github.com/spec/v1\n'),
      /is not an ONNX model/,
    ],
    ['half a model', tinyEncoder().slice(0, 900), /is cut short/],
    [
      'inputs of another kind',
      tinyEncoder({ inputs: ['input_ids', 'pixels'] }),
      /inputs are input_ids, pixels/,
    ],
  ])('says what is wrong with %s', (_, bytes, message) => {
    expect(() => describeModel(format, bytes, 'm.onnx')).toThrow(message);
    expect(() => describeModel(format, bytes, 'm.onnx')).toThrow(
      expect.objectContaining({ code: 'encoder-damaged' }),
    );
  });
});

describe('withOutputs', () => {
  it('adds declarations behind the bytes and changes none of them', () => {
    const bytes = tinyEncoder();
    const joined = withOutputs(format, bytes, ['t3', 't4']);
    expect(Buffer.compare(joined.subarray(0, bytes.length), bytes)).toBe(0);
    expect(joined.length).toBeLessThan(bytes.length + 30);
  });
});
