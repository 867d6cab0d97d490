import { addProducts, sumLanes } from './lanes';
import { insert, threshold } from './top';

/**
 * Scans the codes of rows [start, end) for those whose cosine to one query can be greatest. A row's score is
 * dot * (scale * queryScale) + slack * queryLength + margin in single precision: never less than the true cosine, as
 * `code-query.ts` shows. `codeStride` is a multiple of 8; `end` may be rounded up to a multiple of 4 past `start` by
 * padding rows. Fills rows and scores, greatest first; returns how many.
 */
export function scanOne(
  codes: usize,
  scales: usize,
  slacks: usize,
  codeStride: u32,
  start: u32,
  end: u32,
  query: usize,
  queryScale: f32,
  queryLength: f32,
  margin: f32,
  capacity: u32,
  rows: usize,
  scores: usize,
): u32 {
  const stride = <usize>codeStride;
  const scale4 = f32x4.splat(queryScale);
  const length4 = f32x4.splat(queryLength);
  const margin4 = f32x4.splat(margin);
  let length: u32 = 0;
  let least = threshold(scores, length, capacity);
  for (let row = start; row < end; row += 4) {
    const p0 = codes + <usize>row * stride;
    const p1 = p0 + stride;
    const p2 = p1 + stride;
    const p3 = p2 + stride;
    let a0 = i32x4.splat(0);
    let a1 = i32x4.splat(0);
    let a2 = i32x4.splat(0);
    let a3 = i32x4.splat(0);
    for (let at: usize = 0; at < stride; at += 8) {
      const q = v128.load(query + (at << 1));
      a0 = addProducts(a0, v128.load_ext<i8>(p0 + at), q);
      a1 = addProducts(a1, v128.load_ext<i8>(p1 + at), q);
      a2 = addProducts(a2, v128.load_ext<i8>(p2 + at), q);
      a3 = addProducts(a3, v128.load_ext<i8>(p3 + at), q);
    }
    const place = (<usize>row) << 2;
    const dots = f32x4.convert_i32x4_s(sumLanes(a0, a1, a2, a3));
    const products = f32x4.mul(dots, f32x4.mul(v128.load(scales + place), scale4));
    const slack = f32x4.add(f32x4.mul(v128.load(slacks + place), length4), margin4);
    const four = f32x4.add(products, slack);
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
