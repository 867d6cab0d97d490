/**
 * Makes what ships in `data/maps/all-minilm-l6-v2--glove-6b-100d`: for each layer of the bundled encoder the linear map to
 * GloVe, with its figures on held-out words. Run by `node scripts/fit-maps.ts` (Node 24).
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fitMaps } from '../src/main/core/contexts/fit-maps.ts';
import { createFrequentSpace } from '../src/main/core/contexts/frequent-space.ts';
import { chooseOccurrences, gatherTexts } from '../src/main/core/contexts/gloss-occurrences.ts';
import { mapRecipe } from '../src/main/core/contexts/map-recipe.ts';
import { mapFiles, type MapHeader } from '../src/main/core/contexts/shipped-map.ts';
import { builtInEncoder, builtInSet } from '../src/shared/domain.ts';
import { openContexts, shippedDir, showProgress } from './open-contexts.ts';

const opened = await openContexts(process.argv[2]);
const { deps } = opened;
const encoder = await deps.encoders.open(builtInEncoder);
const vocabulary = await deps.sets.open(builtInSet, { report: showProgress });
const texts = await gatherTexts(deps.wordNet.glosses());
const chosen = await chooseOccurrences(texts, { ...mapRecipe, rankOf: (word) => vocabulary.rankOf(word) });
const space = createFrequentSpace(vocabulary, mapRecipe.candidates, deps.kernels);
const fitted = await fitMaps(encoder, space, chosen, { report: showProgress });
space.dispose();

const header: MapHeader = {
  encoder: encoder.name,
  fingerprint: encoder.fingerprint,
  set: builtInSet,
  inputs: encoder.dimensions,
  outputs: vocabulary.dimensions,
  quality: fitted.map(({ quality }) => quality),
  fittedOn: `nine words of ten; the figures are of these very maps on the tenth, among the ${mapRecipe.candidates} most frequent words`,
  recipe: mapRecipe,
  license: 'Apache-2.0 (the model), PDDL (GloVe) and the WordNet license (the sentences)',
  origin:
    'Fitted from all-MiniLM-L6-v2’s vectors of words in the examples and definitions of WordNet 3.1 (Copyright Princeton University) to GloVe 6B 100d',
};
const dir = join(shippedDir, mapFiles.dir(encoder.name, builtInSet));
mkdirSync(dir, { recursive: true });
writeFileSync(join(dir, mapFiles.header), `${JSON.stringify(header, null, 2)}\n`);
writeFileSync(
  join(dir, mapFiles.weights),
  Buffer.concat(fitted.map(({ map }) => Buffer.from(map.weights.buffer))),
);
console.table(header.quality);
await opened.dispose();
