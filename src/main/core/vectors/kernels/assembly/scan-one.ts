import { insert, threshold } from './top';

/** The sums of four vectors' lanes, as the four lanes of one. */
// @ts-ignore: decorator
@inline
function sumLanes(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(
    v128.shuffle<f32>(a, b, 0, 4, 1, 5),
    v128.shuffle<f32>(a, b, 2, 6, 3, 7),
  );
  const cd = f32x4.add(
    v128.shuffle<f32>(c, d, 0, 4, 1, 5),
    v128.shuffle<f32>(c, d, 2, 6, 3, 7),
  );
  return f32x4.add(v128.shuffle<i64>(ab, cd, 0, 2), v128.shuffle<i64>(ab, cd, 1, 3));
}

/**
 * Scans rows [start, end) for those of greatest cosine to one unit query. `stride` counts floats per row, a multiple
 * of 4; `end` may be rounded up to a multiple of 4 past `start` by padding rows, which `end` itself cuts off.
 * Fills rows and scores, greatest first; returns how many.
 */
export function scanOne(
  values: usize,
  inverseNorms: usize,
  stride: u32,
  start: u32,
  end: u32,
  query: usize,
  capacity: u32,
  rows: usize,
  scores: usize,
): u32 {
  const rowBytes: usize = (<usize>stride) << 2;
  let length: u32 = 0;
  let least = threshold(scores, length, capacity);
  for (let row = start; row < end; row += 4) {
    const p0 = values + <usize>row * rowBytes;
    const p1 = p0 + rowBytes;
    const p2 = p1 + rowBytes;
    const p3 = p2 + rowBytes;
    let a0 = f32x4.splat(0);
    let a1 = f32x4.splat(0);
    let a2 = f32x4.splat(0);
    let a3 = f32x4.splat(0);
    for (let at: usize = 0; at < rowBytes; at += 16) {
      const q = v128.load(query + at);
      a0 = f32x4.relaxed_madd(q, v128.load(p0 + at), a0);
      a1 = f32x4.relaxed_madd(q, v128.load(p1 + at), a1);
      a2 = f32x4.relaxed_madd(q, v128.load(p2 + at), a2);
      a3 = f32x4.relaxed_madd(q, v128.load(p3 + at), a3);
    }
    const four = f32x4.mul(sumLanes(a0, a1, a2, a3), v128.load(inverseNorms + ((<usize>row) << 2)));
    if (!v128.any_true(f32x4.gt(four, f32x4.splat(least)))) continue;
    for (let lane: u32 = 0; lane < 4 && row + lane < end; lane++) {
      const score = lane < 2
        ? (lane == 0 ? f32x4.extract_lane(four, 0) : f32x4.extract_lane(four, 1))
        : (lane == 2 ? f32x4.extract_lane(four, 2) : f32x4.extract_lane(four, 3));
      if (score > least) {
        length = insert(rows, scores, length, capacity, row + lane, score);
        least = threshold(scores, length, capacity);
      }
    }
  }
  return length;
}
