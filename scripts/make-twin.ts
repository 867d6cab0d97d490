/**
 * Makes what ships in `data/twins/all-minilm-l6-v2`: the bundled encoder's static twin at its last layer, and the
 * anisotropy of all its layers. Run by `node scripts/make-twin.ts` (Node 24); the same machine writes the same bytes.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildTwin, twinRecipe } from '../src/main/core/contexts/build-twin.ts';
import { chooseOccurrences, gatherTexts } from '../src/main/core/contexts/gloss-occurrences.ts';
import { quantizeRows, restoreRows } from '../src/main/core/contexts/quantized-rows.ts';
import { center, dot, meanOfUnitRows, rowOf } from '../src/main/core/contexts/row-math.ts';
import { twinFiles, type TwinHeader } from '../src/main/core/contexts/shipped-twin.ts';
import { builtInEncoder, builtInSet } from '../src/shared/domain.ts';
import { openContexts, shippedDir, showProgress } from './open-contexts.ts';

const opened = await openContexts(process.argv[2]);
const { deps } = opened;
const encoder = await deps.encoders.open(builtInEncoder);
const vocabulary = await deps.sets.open(builtInSet, { report: showProgress });
const texts = await gatherTexts(deps.wordNet.glosses());
const chosen = await chooseOccurrences(texts, { ...twinRecipe, rankOf: (word) => vocabulary.rankOf(word) });
const twin = await buildTwin(encoder, chosen, { report: showProgress });

const layer = encoder.layers - 1;
const means = twin.means[layer]!;
const bytes = quantizeRows(means, encoder.dimensions);
const header: TwinHeader = {
  encoder: encoder.name,
  fingerprint: encoder.fingerprint,
  layers: [layer],
  dimensions: encoder.dimensions,
  words: twin.ranks.length,
  occurrences: twin.occurrences,
  recipe: twinRecipe,
  anisotropy: [...twin.anisotropy],
  quantization: lossOf(means, restoreRows(bytes, encoder.dimensions), encoder.dimensions),
  license: 'Apache-2.0 (the model) and the WordNet license (the sentences that it read)',
  origin:
    'Means of all-MiniLM-L6-v2’s vectors of words in the examples and definitions of WordNet 3.1, Copyright Princeton University',
};
const dir = join(shippedDir, 'twins', encoder.name);
mkdirSync(dir, { recursive: true });
writeFileSync(join(dir, twinFiles.header), `${JSON.stringify(header, null, 2)}\n`);
writeFileSync(
  join(dir, twinFiles.words),
  `${Array.from(twin.ranks, (rank) => vocabulary.words.at(rank)).join('\n')}\n`,
);
writeFileSync(join(dir, twinFiles.layer(layer)), bytes);
console.log(JSON.stringify(header, null, 2));
await opened.dispose();

/** Cosines of centered rows before and after quantization: as readings compare them. */
function lossOf(exact: Float32Array, stored: Float32Array, dimensions: number): TwinHeader['quantization'] {
  const exactMean = meanOfUnitRows(exact, dimensions);
  const storedMean = meanOfUnitRows(stored, dimensions);
  let sum = 0;
  let lowestCosine = 1;
  const rows = exact.length / dimensions;
  for (let row = 0; row < rows; row++) {
    const cosine = dot(
      center(rowOf(exact, row, dimensions), exactMean),
      center(rowOf(stored, row, dimensions), storedMean),
    );
    sum += cosine;
    lowestCosine = Math.min(lowestCosine, cosine);
  }
  return { meanCosine: sum / rows, lowestCosine };
}
