import type { VectorIndex } from '../vectors/search/vector-index.ts';
import { createBreather } from './breathe.ts';
import { greatestRows } from './greatest-rows.ts';
import { closenessFrom, halfSquares, mapRowsOf, type Metric } from './map-rows.ts';

/** `rows x neighbors`, row-major, nearest first. */
export interface MapNeighbors {
  readonly indices: Uint32Array<ArrayBuffer>;
  /** 1 - cosine, or the Euclidean distance. */
  readonly distances: Float32Array<ArrayBuffer>;
}

export interface MapNeighborsOptions {
  readonly words: number;
  /** With the word itself, which stands first at distance 0. At most `words`. */
  readonly neighbors: number;
  readonly metric: Metric;
  readonly signal: AbortSignal;
  readonly onDone: (rows: number) => void;
}

/** Exact nearest neighbors of the set's first words among themselves. */
export async function mapNeighbors(index: VectorIndex, options: MapNeighborsOptions): Promise<MapNeighbors> {
  return options.metric === 'cosine' ? byCosine(index, options) : byDistance(index, options);
}

async function byCosine(index: VectorIndex, options: MapNeighborsOptions): Promise<MapNeighbors> {
  const { words, neighbors, signal, onDone } = options;
  const { vectors } = mapRowsOf(index, words, 'euclidean'); // as they came: the search needs no unit length
  const ownRows = Uint32Array.from({ length: words }, (_, row) => row);
  const found = await index.nearestMany(vectors, {
    top: neighbors - 1,
    limit: words,
    ownRows,
    signal,
    onDone,
  });
  const result = withThemselves(words, neighbors);
  for (let row = 0; row < words; row++) {
    for (let place = 1; place < neighbors; place++) {
      const from = row * found.count + place - 1;
      result.indices[row * neighbors + place] = found.rows[from]!;
      result.distances[row * neighbors + place] = Math.max(0, 1 - found.similarities[from]!);
    }
  }
  return result;
}

function withThemselves(words: number, neighbors: number): MapNeighbors {
  const indices = new Uint32Array(words * neighbors);
  for (let row = 0; row < words; row++) indices[row * neighbors] = row;
  return { indices, distances: new Float32Array(words * neighbors) };
}

async function byDistance(index: VectorIndex, options: MapNeighborsOptions): Promise<MapNeighbors> {
  const { words, neighbors, signal, onDone } = options;
  const rows = mapRowsOf(index, words, 'euclidean');
  const halves = halfSquares(rows);
  const closeness = new Float64Array(words);
  const result = withThemselves(words, neighbors);
  const breathe = createBreather(signal);
  for (let row = 0; row < words; row++) {
    closenessFrom(rows, halves, row, closeness);
    const nearest = greatestRows(closeness, row, neighbors - 1);
    nearest.forEach((near, place) => {
      // |a - b|^2 = 2 (|a|^2 / 2 - closeness)
      const square = 2 * (halves[row]! - closeness[near]!);
      result.indices[row * neighbors + place + 1] = near;
      result.distances[row * neighbors + place + 1] = Math.sqrt(Math.max(0, square));
    });
    onDone(row + 1);
    await breathe();
  }
  return result;
}
