/** 1 / length of each row, in double precision before rounding; 0 for rows too short to have a direction. */
export function invertNorms(values: usize, stride: u32, start: u32, end: u32, inverseNorms: usize): void {
  for (let row = start; row < end; row++) {
    const norm = Math.sqrt(squaredLength(values + ((<usize>row * stride) << 2), stride));
    store<f32>(inverseNorms + ((<usize>row) << 2), norm > 1e-30 ? <f32>(1 / norm) : 0);
  }
}

function squaredLength(row: usize, stride: u32): f64 {
  let sum: f64 = 0;
  for (let at: usize = 0; at < (<usize>stride) << 2; at += 4) {
    const value = <f64>load<f32>(row + at);
    sum += value * value;
  }
  return sum;
}

/** Cosine of a unit query and each of `count` rows, in double precision, in the order of summation of `plain-scan.ts`. */
export function refine(
  values: usize,
  stride: u32,
  query: usize,
  rows: usize,
  count: u32,
  similarities: usize,
): void {
  for (let place: u32 = 0; place < count; place++) {
    const row = values + ((<usize>load<u32>(rows + (place << 2)) * stride) << 2);
    let dot: f64 = 0;
    for (let at: usize = 0; at < (<usize>stride) << 2; at += 4) {
      dot += <f64>load<f32>(query + at) * <f64>load<f32>(row + at);
    }
    const norm = Math.sqrt(squaredLength(row, stride));
    store<f64>(similarities + (place << 3), norm > 1e-30 ? dot / norm : 0);
  }
}
