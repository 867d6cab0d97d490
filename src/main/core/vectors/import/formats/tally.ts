/** Counts how often each number comes. */
export interface Tally {
  add(number: number): void;
  /** The most frequent number, the smaller of equally frequent ones; undefined where there is none. */
  mostFrequent(): number | undefined;
}

export function createTally(): Tally {
  const times = new Map<number, number>();
  return {
    add: (number) => void times.set(number, (times.get(number) ?? 0) + 1),
    mostFrequent: () => [...times].sort(([a, timesA], [b, timesB]) => timesB - timesA || a - b)[0]?.[0],
  };
}
