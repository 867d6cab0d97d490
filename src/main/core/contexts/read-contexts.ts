import type { HandlerInput, ProcedureOutput } from '../../../shared/contract.ts';
import { resolveLayer, type ContextParts } from './context-parts.ts';
import { applyMap } from './linear-map.ts';
import { readNearest } from './nearest-words.ts';
import { ownMean, twinWordOf } from './own-direction.ts';
import { center, dot, rowOf, takeOut, toUnit } from './row-math.ts';
import { wordsAround } from './words-around.ts';

/**
 * How each occurrence reads: by the encoder's twin, by the map to the set, by the words around alone. The context dial
 * takes the word's own direction out of the first two: its twin vector, and where the map takes that. At layer 0, before
 * the first block, a vector holds nothing of its sentence: what the dial would leave there is noise, so it takes out nothing.
 * A reading is null where what it needs is missing: the layer's twin, a map, words around.
 */
export async function readContexts(
  parts: ContextParts,
  input: HandlerInput<'contexts.read'>,
  signal: AbortSignal,
): Promise<ProcedureOutput<'contexts.read'>> {
  const { word, occurrences, top, foldForms, set: setName } = input;
  const { morphology } = parts.wordNet;
  const encoder = await parts.encoders.open(input.encoder);
  const layer = resolveLayer(encoder, input.layer);
  const contrast = layer === 0 && encoder.layers > 1 ? 0 : input.contrast;
  const { vectors } = await parts.encoders.encodeCached(encoder, occurrences, { signal });
  const atLayer = occurrences.map((_, at) =>
    toUnit(rowOf(vectors, at * encoder.layers + layer, encoder.dimensions)),
  );
  const fold = { word, top, foldForms, morphology, signal };

  return parts.withTwin(encoder, layer, (twin) =>
    parts.withSpace(setName, { signal }, async (set, space) => {
      const own = await ownMean(parts, encoder, { word, occurrences, layer, twin, signal });
      const fitted = parts.maps.read(encoder, setName)?.[layer];
      const usable = fitted?.map.outputs === set.dimensions ? fitted : undefined;

      const centered = twin ? atLayer.map((vector) => center(vector, twin.mean)) : [];
      const ownCentered = twin && own ? center(own, twin.mean) : null;
      const ownMapped = usable && own ? toUnit(applyMap(usable.map, own)) : null;
      const twinReadings =
        twin &&
        (await readNearest(
          twin.index,
          centered.map((z) => takeOut(z, ownCentered, contrast)),
          fold,
        ));
      const mapped =
        usable && atLayer.map((v) => takeOut(toUnit(applyMap(usable.map, v)), ownMapped, contrast));
      const staticReadings = mapped && (await readNearest(space.index, mapped, fold));
      const context = { set, mean: space.mean, morphology };
      const around = await readNearest(
        space.index,
        occurrences.map((occurrence) => wordsAround(occurrence, word, context)),
        fold,
      );
      const hasOwn = twin !== null && twinWordOf(parts, twin, word) !== undefined;

      return {
        layer,
        map: usable?.quality ?? null,
        readings: occurrences.map((_, at) => ({
          ownSimilarity: hasOwn && ownCentered ? dot(centered[at]!, ownCentered) : null,
          twin: twinReadings?.[at] ?? null,
          static: staticReadings?.[at] ?? null,
          wordsAround: around[at] ?? null,
        })),
      };
    }),
  );
}
