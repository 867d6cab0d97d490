/** Runs tasks one after the other, in the order in which they came. */
export interface SerialQueue {
  run<T>(task: () => Promise<T>): Promise<T>;
}

export function createSerialQueue(): SerialQueue {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run: (task) => {
      const result = last.then(task);
      // The next task waits for this one's end, not for its success.
      last = result.catch(() => undefined);
      return result;
    },
  };
}
