/**
 * Codes of `count` rows: `codes` (int8, `codeStride` apart, padded with zeros), and for each row its scale, slack and
 * length. `row-codes.ts` says what they mean and does the same in plain TypeScript, operation by operation.
 */
export function encodeRows(
  values: usize,
  dimensions: u32,
  count: u32,
  codes: usize,
  codeStride: u32,
  scales: usize,
  slacks: usize,
  norms: usize,
): void {
  const rowBytes: usize = (<usize>dimensions) << 2;
  for (let row: u32 = 0; row < count; row++) {
    const from = values + <usize>row * rowBytes;
    const to = codes + <usize>row * codeStride;
    const place: usize = (<usize>row) << 2;
    let squares: f64 = 0;
    let largest: f64 = 0;
    for (let at: usize = 0; at < rowBytes; at += 4) {
      const value = <f64>load<f32>(from + at);
      squares += value * value;
      largest = Math.max(largest, Math.abs(value));
    }
    const norm = Math.sqrt(squares);
    store<f32>(norms + place, <f32>norm);
    memory.fill(to, 0, codeStride);
    if (!(norm > 1e-30)) {
      store<f32>(scales + place, 0);
      store<f32>(slacks + place, 0);
      continue;
    }
    const scale = <f32>(largest / norm / 127);
    const step = <f64>scale;
    let rest: f64 = 0;
    for (let k: u32 = 0; k < dimensions; k++) {
      const value = <f64>load<f32>(from + ((<usize>k) << 2)) / norm;
      const code = nearest<f64>(value / step);
      store<i8>(to + k, <i8>code);
      const error = value - step * code;
      rest += error * error;
    }
    store<f32>(scales + place, scale);
    store<f32>(slacks + place, <f32>(Math.sqrt(rest) * 1.000001));
  }
}
