// A sorted list of the best rows so far: rows (u32) and scores (f32), greatest score first, equal ones in order of arrival.

/** Puts a row into the list, whose last entry falls out when it is full. Returns the new length. */
// @ts-ignore: decorator
@inline
export function insert(rows: usize, scores: usize, length: u32, capacity: u32, row: u32, score: f32): u32 {
  let place = length < capacity ? length : capacity - 1;
  const newLength = length < capacity ? length + 1 : capacity;
  while (place > 0) {
    const before = load<f32>(scores + ((place - 1) << 2));
    if (before >= score) break;
    store<f32>(scores + (place << 2), before);
    store<u32>(rows + (place << 2), load<u32>(rows + ((place - 1) << 2)));
    place--;
  }
  store<f32>(scores + (place << 2), score);
  store<u32>(rows + (place << 2), row);
  return newLength;
}

/** What a row must score above to enter: nothing while the list has room. */
// @ts-ignore: decorator
@inline
export function threshold(scores: usize, length: u32, capacity: u32): f32 {
  return length < capacity ? -f32.MAX_VALUE : load<f32>(scores + ((capacity - 1) << 2));
}
