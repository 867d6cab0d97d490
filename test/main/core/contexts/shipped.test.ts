import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { twinRecipe } from '../../../../src/main/core/contexts/build-twin.ts';
import { isHeldOut, mapRecipe } from '../../../../src/main/core/contexts/map-recipe.ts';
import { openSamples } from '../../../../src/main/core/contexts/samples.ts';
import { readMapHeader, readMaps } from '../../../../src/main/core/contexts/shipped-map.ts';
import { readTwinHeader, readTwinLayer, twinFiles } from '../../../../src/main/core/contexts/shipped-twin.ts';
import { builtInEncoder, builtInSet } from '../../../../src/shared/domain.ts';
import { dataDir } from '../../../support/contexts.ts';
import { withEncoders } from '../../../support/encoders.ts';
import keywords from '../../../fixtures/contexts/sense-keywords.json' with { type: 'json' };

/** The bundled encoder's identity, from its files as they are now. */
const encoder = await withEncoders(async ({ encoders }) => {
  const { name, fingerprint, layers, dimensions } = await encoders.open(builtInEncoder);
  return { name, fingerprint, layers, dimensions };
});

describe('the twin that ships', () => {
  const header = readTwinHeader(dataDir, encoder);

  it('was made from these very weights by the recipe in the source', () => {
    expect(header?.recipe).toEqual(twinRecipe);
    expect(header?.layers).toEqual([encoder.layers - 1]);
  });

  it('holds at least 13,000 words in at most 12 MB, stored without loss that a reading could show', () => {
    expect(header?.words).toBeGreaterThan(13_000);
    expect(header?.quantization.lowestCosine).toBeGreaterThan(0.9995);
    const file = join(dataDir, 'twins', encoder.name, twinFiles.layer(encoder.layers - 1));
    expect(statSync(file).size).toBeLessThan(12e6);
    const twin = header && readTwinLayer(dataDir, header, encoder.layers - 1);
    expect(twin?.words).toContain('bank');
    expect(new Set(twin?.words).size).toBe(header?.words);
  });

  it('gives the anisotropy of every layer: low at both ends, high between', () => {
    const anisotropy = header?.anisotropy ?? [];
    expect(anisotropy).toHaveLength(encoder.layers);
    expect(anisotropy[0]).toBeLessThan(0.1);
    expect(anisotropy[3]).toBeGreaterThan(0.15);
    expect(anisotropy[6]).toBeLessThan(0.1);
  });

  it('is no twin of an encoder with other weights', () => {
    expect(readTwinHeader(dataDir, { ...encoder, fingerprint: 'other' })).toBeUndefined();
  });
});

describe('the maps that ship', () => {
  const header = readMapHeader(dataDir, encoder, builtInSet);

  it('were fitted from these very weights by the recipe in the source', () => {
    expect(header?.recipe).toEqual(mapRecipe);
    expect(header && readMaps(dataDir, header)).toHaveLength(encoder.layers);
  });

  it('find held-out words among their ten nearest of 100,000: the bars are .82 at layer 0 and .69 at layer 6', () => {
    const top10 = header?.quality.map(({ heldOutTop10 }) => heldOutTop10) ?? [];
    expect(top10[0]).toBeGreaterThan(0.82);
    expect(top10[6]).toBeGreaterThan(0.69);
    for (const quality of header?.quality ?? []) expect(quality.heldOutWords).toBeGreaterThan(1500);
  });

  it('hold out about one word of ten', () => {
    const words = Array.from({ length: 10_000 }, (_, at) => `word${at}`);
    expect(words.filter(isHeldOut).length / words.length).toBeCloseTo(0.1, 1);
  });

  it('are no maps of another encoder or set', () => {
    expect(readMapHeader(dataDir, { ...encoder, fingerprint: 'other' }, builtInSet)).toBeUndefined();
    expect(readMapHeader(dataDir, encoder, 'another-set')).toBeUndefined();
  });
});

describe('the samples that ship', () => {
  it('have two or more senses for each word, each with two or more sentences', () => {
    const samplesOf = openSamples(dataDir);
    for (const word of Object.keys(keywords)) {
      const senses = samplesOf(word);
      expect(senses.length, word).toBeGreaterThanOrEqual(2);
      for (const [label, sentences] of senses) {
        expect(sentences.length, `${word} ${label}`).toBeGreaterThanOrEqual(2);
        expect(Object.keys(keywords[word as keyof typeof keywords])).toContain(label);
      }
    }
    expect(samplesOf('constructor')).toEqual([]);
  });
});
