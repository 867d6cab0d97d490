import { expect, it } from 'vitest';
import { createEncoderHandlers } from '../../../../src/main/core/encoders/encoder-handlers.ts';
import { withEncoders, type EncodersBench } from '../../../support/encoders.ts';
import { tinyDimensions, writeTinyEncoder } from '../../../support/tiny-encoder.ts';

const context = { signal: new AbortController().signal, report: () => undefined, caller: 'page' } as const;
const occurrences = [
  { text: 'the bank of the river', start: 4, end: 8 },
  { text: 'loud money', start: 0, end: 10 },
];

async function withHandlers(
  action: (handlers: ReturnType<typeof createEncoderHandlers>, bench: EncodersBench) => Promise<void>,
): Promise<void> {
  await withEncoders(async (bench) => {
    writeTinyEncoder(bench.dataDir, 'tiny');
    const additionsOf = (name: string) => ({ twinLayers: name === 'tiny' ? [2] : [], mappedSets: [] });
    await action(createEncoderHandlers({ encoders: bench.encoders, additionsOf }), bench);
  });
}

it('lists encoders with what was made of them', async () => {
  await withHandlers(async (handlers) => {
    const list = await handlers['encoders.list']({}, context);
    expect(list.map(({ encoder, twinLayers }) => [encoder, twinLayers])).toEqual([
      ['all-minilm-l6-v2', []],
      ['tiny', [2]],
    ]);
  });
});

it('encodes one layer, the last, or all', async () => {
  await withHandlers(async (handlers, { encoders }) => {
    const encode = (layer: number | null) =>
      handlers['encoders.encode']({ encoder: 'tiny', occurrences, layer, pooling: 'mean' }, context);
    const all = await encode(null);
    const last = await encode(-1);
    const first = await encode(0);
    expect(all).toMatchObject({ encoder: 'tiny', layers: 3, dimensions: tinyDimensions, windowed: [] });
    expect(last).toMatchObject({ layers: 1 });
    for (const row of occurrences.keys()) {
      const whole = [...all.vectors.subarray(row * 12, row * 12 + 12)];
      expect([...first.vectors.subarray(row * 4, row * 4 + 4)]).toEqual(whole.slice(0, 4));
      expect([...last.vectors.subarray(row * 4, row * 4 + 4)]).toEqual(whole.slice(8));
    }
    expect(all.vectors).toEqual((await (await encoders.open('tiny')).encode(occurrences)).vectors);
    await expect(encode(3)).rejects.toMatchObject({ code: 'invalid-input' });
  });
});

it('leaves the cache to what is looked at', async () => {
  await withHandlers(async (handlers, { store }) => {
    const input = { encoder: 'tiny', occurrences, layer: null, pooling: 'mean' } as const;
    await handlers['encoders.encode'](input, context);
    expect(store.db.prepare('SELECT count(*) FROM occurrence_vectors').pluck().get()).toBe(0);
  });
});

it('answers attention, and names an encoder that is not there', async () => {
  await withHandlers(async (handlers) => {
    const occurrence = occurrences[0] ?? { text: '', start: 0, end: 0 };
    const attention = await handlers['contexts.attention'](
      { encoder: 'all-minilm-l6-v2', occurrence },
      context,
    );
    expect(attention).toMatchObject({ layers: 6, heads: 12 });
    await expect(
      handlers['contexts.attention']({ encoder: '../x', occurrence }, context),
    ).rejects.toMatchObject({
      code: 'unknown-encoder',
    });
  });
});
