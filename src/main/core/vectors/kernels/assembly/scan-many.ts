import { addProducts, sumLanes } from './lanes';
import { insert, threshold } from './top';

/** Offers one row's scores to four queries, from `query` on; `four` holds a lane for each. */
function offer(
  four: v128,
  row: u32,
  query: usize,
  ownRows: usize,
  capacity: u32,
  rows: usize,
  scores: usize,
  lengths: usize,
  thresholds: usize,
): void {
  const listBytes: usize = (<usize>capacity) << 2;
  for (let lane: u32 = 0; lane < 4; lane++) {
    const score = lane < 2
      ? (lane == 0 ? f32x4.extract_lane(four, 0) : f32x4.extract_lane(four, 1))
      : (lane == 2 ? f32x4.extract_lane(four, 2) : f32x4.extract_lane(four, 3));
    const which = query + lane;
    const place = which << 2;
    if (!(score > load<f32>(thresholds + place)) || row == load<u32>(ownRows + place)) continue;
    const list = which * listBytes;
    const length = insert(rows + list, scores + list, load<u32>(lengths + place), capacity, row, score);
    store<u32>(lengths + place, length);
    store<f32>(thresholds + place, threshold(scores + list, length, capacity));
  }
}

/**
 * `scanOne` for `queryCount` queries (a multiple of 4) at once over rows [0, end): two rows meet four queries at a time.
 * Figures of the queries (scale, length, margin, own row to leave out) lie in arrays of their own. `lengths` starts at
 * zero and `thresholds` at the least float; lists are `capacity` long.
 */
export function scanMany(
  codes: usize,
  scales: usize,
  slacks: usize,
  codeStride: u32,
  end: u32,
  queries: usize,
  queryCount: u32,
  queryScales: usize,
  queryLengths: usize,
  margins: usize,
  ownRows: usize,
  capacity: u32,
  rows: usize,
  scores: usize,
  lengths: usize,
  thresholds: usize,
): void {
  const stride = <usize>codeStride;
  const queryBytes = stride << 1;
  for (let row: u32 = 0; row < end; row += 2) {
    const p0 = codes + <usize>row * stride;
    const p1 = p0 + stride;
    const scale0 = v128.load32_splat(scales + ((<usize>row) << 2));
    const scale1 = v128.load32_splat(scales + ((<usize>row) << 2), 4);
    const slack0 = v128.load32_splat(slacks + ((<usize>row) << 2));
    const slack1 = v128.load32_splat(slacks + ((<usize>row) << 2), 4);
    for (let query: usize = 0; query < <usize>queryCount; query += 4) {
      let q0 = queries + query * queryBytes;
      let q1 = q0 + queryBytes;
      let q2 = q1 + queryBytes;
      let q3 = q2 + queryBytes;
      let a0 = i32x4.splat(0),
        b0 = a0,
        a1 = a0,
        b1 = a0,
        a2 = a0,
        b2 = a0,
        a3 = a0,
        b3 = a0;
      for (let at: usize = 0; at < stride; at += 8) {
        const low = v128.load_ext<i8>(p0 + at);
        const high = v128.load_ext<i8>(p1 + at);
        let q = v128.load(q0);
        a0 = addProducts(a0, low, q);
        b0 = addProducts(b0, high, q);
        q = v128.load(q1);
        a1 = addProducts(a1, low, q);
        b1 = addProducts(b1, high, q);
        q = v128.load(q2);
        a2 = addProducts(a2, low, q);
        b2 = addProducts(b2, high, q);
        q = v128.load(q3);
        a3 = addProducts(a3, low, q);
        b3 = addProducts(b3, high, q);
        q0 += 16;
        q1 += 16;
        q2 += 16;
        q3 += 16;
      }
      const place = query << 2;
      const scale4 = v128.load(queryScales + place);
      const length4 = v128.load(queryLengths + place);
      const margin4 = v128.load(margins + place);
      const dots0 = f32x4.convert_i32x4_s(sumLanes(a0, a1, a2, a3));
      const dots1 = f32x4.convert_i32x4_s(sumLanes(b0, b1, b2, b3));
      const four0 = f32x4.add(
        f32x4.mul(dots0, f32x4.mul(scale0, scale4)),
        f32x4.add(f32x4.mul(slack0, length4), margin4),
      );
      const four1 = f32x4.add(
        f32x4.mul(dots1, f32x4.mul(scale1, scale4)),
        f32x4.add(f32x4.mul(slack1, length4), margin4),
      );
      const least = v128.load(thresholds + place);
      if (v128.any_true(f32x4.gt(four0, least))) {
        offer(four0, row, query, ownRows, capacity, rows, scores, lengths, thresholds);
      }
      // Between, the first row may have raised what the second must reach: `offer` looks again.
      if (row + 1 < end && v128.any_true(f32x4.gt(four1, least))) {
        offer(four1, row + 1, query, ownRows, capacity, rows, scores, lengths, thresholds);
      }
    }
  }
}
