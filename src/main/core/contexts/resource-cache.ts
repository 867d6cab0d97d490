/** Keeps what was expensive to make, the most recently used first; what is in use is never disposed. */
interface ResourceCache<T> {
  /** Runs `work` with the resource of this key, made where it is not kept. Whatever `make` throws goes to all who wait. */
  use<R>(key: string, make: () => T | Promise<T>, work: (resource: T) => R | Promise<R>): Promise<R>;
  /** Drops what is kept under keys that begin so, each once nobody uses it. */
  drop(prefix: string): void;
  dispose(): void;
}

interface Entry<T> {
  readonly making: Promise<T>;
  users: number;
  isDropped: boolean;
}

/** At most `limit` resources are kept beyond those in use. */
export function createResourceCache<T extends { dispose(): void }>(limit: number): ResourceCache<T> {
  // A Map iterates in the order of insertion: the least recently used entry comes first.
  const entries = new Map<string, Entry<T>>();

  function drop(key: string, entry: Entry<T>): void {
    if (entries.get(key) === entry) entries.delete(key);
    entry.isDropped = true;
    disposeIfIdle(entry);
  }

  function disposeIfIdle(entry: Entry<T>): void {
    if (!entry.isDropped || entry.users > 0) return;
    entry.making.then(
      (resource) => resource.dispose(),
      () => undefined,
    );
  }

  function dropOldest(): void {
    for (const [key, entry] of entries) {
      if (entries.size <= limit) return;
      if (entry.users === 0) drop(key, entry);
    }
  }

  return {
    use: async (key, make, work) => {
      const known = entries.get(key);
      const entry = known ?? { making: (async () => make())(), users: 0, isDropped: false };
      entries.delete(key);
      entries.set(key, entry);
      entry.users += 1;
      try {
        const resource = await entry.making.catch((error: unknown) => {
          drop(key, entry);
          throw error;
        });
        return await work(resource);
      } finally {
        entry.users -= 1;
        disposeIfIdle(entry);
        dropOldest();
      }
    },
    drop: (prefix) => {
      for (const [key, entry] of [...entries]) if (key.startsWith(prefix)) drop(key, entry);
    },
    dispose: () => {
      for (const [key, entry] of [...entries]) drop(key, entry);
    },
  };
}
