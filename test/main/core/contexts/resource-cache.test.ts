import { describe, expect, it } from 'vitest';
import { createResourceCache } from '../../../../src/main/core/contexts/resource-cache.ts';

interface Tracked {
  readonly name: string;
  dispose(): void;
}

function track(): { readonly disposed: string[]; readonly make: (name: string) => () => Tracked } {
  const disposed: string[] = [];
  return { disposed, make: (name) => () => ({ name, dispose: () => disposed.push(name) }) };
}

const nothing = (): undefined => undefined;

describe('createResourceCache', () => {
  it('makes a resource once for all who use it, and drops the least recently used', async () => {
    const { disposed, make } = track();
    const cache = createResourceCache<Tracked>(2);
    const [a, again] = await Promise.all([1, 2].map(() => cache.use('a', make('a'), (resource) => resource)));
    expect(a).toBe(again);
    await cache.use('b', make('b'), nothing);
    await cache.use('a', make('a'), nothing);
    await cache.use('c', make('c'), nothing);
    await Promise.resolve();
    expect(disposed).toEqual(['b']);
  });

  it('never disposes what is in use', async () => {
    const { disposed, make } = track();
    const cache = createResourceCache<Tracked>(1);
    await cache.use('a', make('a'), async () => {
      await cache.use('b', make('b'), nothing);
      cache.dispose();
      expect(disposed).not.toContain('a');
    });
    await Promise.resolve();
    expect(disposed).toContain('a');
  });

  it('tries again after a failure', async () => {
    const { make } = track();
    const cache = createResourceCache<Tracked>(1);
    const fail = (): never => {
      throw new Error('no');
    };
    await expect(cache.use('a', fail, nothing)).rejects.toThrow('no');
    expect(await cache.use('a', make('a'), ({ name }) => name)).toBe('a');
  });
});
