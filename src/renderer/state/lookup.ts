/** Maps and sets of the stores: replaced as a whole when something changes, never changed themselves. */

export function toMap<K, V>(entries: Iterable<readonly [K, V]> = []): ReadonlyMap<K, V> {
  return new Map(entries);
}

export function toSet<T>(values: Iterable<T> = []): ReadonlySet<T> {
  return new Set(values);
}

/** The values without repetitions, in the order of their first. */
export function unique<T>(values: Iterable<T>): T[] {
  return [...new Set(values)];
}
