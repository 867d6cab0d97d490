/** The sums of four vectors' lanes, as the four lanes of one. */
// @ts-ignore: decorator
@inline
export function sumLanes(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = i32x4.add(v128.shuffle<i32>(a, b, 0, 4, 1, 5), v128.shuffle<i32>(a, b, 2, 6, 3, 7));
  const cd = i32x4.add(v128.shuffle<i32>(c, d, 0, 4, 1, 5), v128.shuffle<i32>(c, d, 2, 6, 3, 7));
  return i32x4.add(v128.shuffle<i64>(ab, cd, 0, 2), v128.shuffle<i64>(ab, cd, 1, 3));
}

/** `sum += codes . query` for eight columns: int8 at `codes`, the query's int16 in `query`. */
// @ts-ignore: decorator
@inline
export function addProducts(sum: v128, codes: v128, query: v128): v128 {
  return i32x4.add(sum, i32x4.dot_i16x8_s(codes, query));
}
