/** The `count` rows of greatest value but `self`, greatest first, equal ones by row. */
export function greatestRows(values: Float64Array, self: number, count: number): number[] {
  const found: number[] = [];
  for (let row = 0; row < values.length; row++) {
    if (row === self) continue;
    const value = values[row]!;
    if (found.length === count && value <= values[found[count - 1]!]!) continue;
    let place = found.length;
    while (place > 0 && values[found[place - 1]!]! < value) place--;
    found.splice(place, 0, row);
    if (found.length > count) found.pop();
  }
  return found;
}
