import type { Random } from './random.ts';

const extent = 10;
const noise = 1e-4;

/**
 * The layout that UMAP starts from, `count x 3`: the PCA layout (`count x dimensions`) scaled so that its largest coordinate
 * is 10, with noise of 1e-4 that parts equal points, as umap-learn does. A third column of 0 is added to a flat one.
 */
export function startLayout(pca: Float32Array, dimensions: 2 | 3, random: Random): Float64Array {
  const largest = pca.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  const layout = new Float64Array((pca.length / dimensions) * 3);
  for (let at = 0; at < pca.length; at++) {
    const target = Math.floor(at / dimensions) * 3 + (at % dimensions);
    layout[target] = (pca[at]! / largest) * extent + (random() * 2 - 1) * noise;
  }
  return layout;
}
