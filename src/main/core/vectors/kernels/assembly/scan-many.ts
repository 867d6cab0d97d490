import { insert, threshold } from './top';

/** Eight rows side by side: value k of all eight, then value k + 1, so that a lane belongs to a row. */
function packPanel(from: usize, rowBytes: usize, to: usize): void {
  for (let lane: usize = 0; lane < 8; lane++) {
    let target = to + (lane << 2);
    const source = from + lane * rowBytes;
    for (let at: usize = 0; at < rowBytes; at += 4) {
      store<f32>(target, load<f32>(source + at));
      target += 32;
    }
  }
}

/** Offers eight scores of one query, in `scores8`, for rows from `row` on. */
function offer(
  scores8: usize,
  row: u32,
  end: u32,
  ownRow: u32,
  capacity: u32,
  rows: usize,
  scores: usize,
  lengthAt: usize,
): void {
  let length = load<u32>(lengthAt);
  let least = threshold(scores, length, capacity);
  for (let lane: u32 = 0; lane < 8 && row + lane < end; lane++) {
    const score = load<f32>(scores8 + (lane << 2));
    if (score > least && row + lane != ownRow) {
      length = insert(rows, scores, length, capacity, row + lane, score);
      least = threshold(scores, length, capacity);
    }
  }
  store<u32>(lengthAt, length);
}

/**
 * Scans rows [0, end) for those of greatest cosine to each of `queryCount` unit queries (a multiple of 4). Four queries
 * meet eight rows at a time, which are packed into `panel` once for all queries. `ownRows` names a row for each query
 * that is left out. `lengths` starts at zero and counts what each query's list holds; lists are `capacity` long.
 */
export function scanMany(
  values: usize,
  inverseNorms: usize,
  stride: u32,
  end: u32,
  panel: usize,
  queries: usize,
  queryCount: u32,
  ownRows: usize,
  capacity: u32,
  rows: usize,
  scores: usize,
  lengths: usize,
): void {
  const rowBytes: usize = (<usize>stride) << 2;
  const panelBytes = rowBytes << 3;
  const scores8 = panel + panelBytes;
  const listBytes: usize = (<usize>capacity) << 2;
  for (let row: u32 = 0; row < end; row += 8) {
    packPanel(values + <usize>row * rowBytes, rowBytes, panel);
    const normsLow = v128.load(inverseNorms + ((<usize>row) << 2));
    const normsHigh = v128.load(inverseNorms + ((<usize>row) << 2), 16);
    for (let query: u32 = 0; query < queryCount; query += 4) {
      let q0 = queries + <usize>query * rowBytes;
      let q1 = q0 + rowBytes;
      let q2 = q1 + rowBytes;
      let q3 = q2 + rowBytes;
      let a0 = f32x4.splat(0),
        b0 = a0,
        a1 = a0,
        b1 = a0,
        a2 = a0,
        b2 = a0,
        a3 = a0,
        b3 = a0;
      for (let at = panel; at < scores8; at += 32) {
        const low = v128.load(at);
        const high = v128.load(at, 16);
        let q = v128.load32_splat(q0);
        a0 = f32x4.relaxed_madd(q, low, a0);
        b0 = f32x4.relaxed_madd(q, high, b0);
        q = v128.load32_splat(q1);
        a1 = f32x4.relaxed_madd(q, low, a1);
        b1 = f32x4.relaxed_madd(q, high, b1);
        q = v128.load32_splat(q2);
        a2 = f32x4.relaxed_madd(q, low, a2);
        b2 = f32x4.relaxed_madd(q, high, b2);
        q = v128.load32_splat(q3);
        a3 = f32x4.relaxed_madd(q, low, a3);
        b3 = f32x4.relaxed_madd(q, high, b3);
        q0 += 4;
        q1 += 4;
        q2 += 4;
        q3 += 4;
      }
      for (let lane: u32 = 0; lane < 4; lane++) {
        const low = f32x4.mul(normsLow, lane == 0 ? a0 : lane == 1 ? a1 : lane == 2 ? a2 : a3);
        const high = f32x4.mul(normsHigh, lane == 0 ? b0 : lane == 1 ? b1 : lane == 2 ? b2 : b3);
        const which: usize = query + lane;
        const list = which * listBytes;
        const lengthAt = lengths + (which << 2);
        const least = f32x4.splat(threshold(scores + list, load<u32>(lengthAt), capacity));
        if (!v128.any_true(v128.or(f32x4.gt(low, least), f32x4.gt(high, least)))) continue;
        v128.store(scores8, low);
        v128.store(scores8, high, 16);
        offer(
          scores8,
          row,
          end,
          load<u32>(ownRows + (which << 2)),
          capacity,
          rows + list,
          scores + list,
          lengthAt,
        );
      }
    }
  }
}
