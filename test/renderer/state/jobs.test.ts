import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/shared/errors.ts';
import { JobStore } from '../../../src/renderer/state/jobs.svelte.ts';

const nothing = (): void => undefined;

describe('jobs', () => {
  it('show their progress while they run, and go when they are done', async () => {
    const jobs = new JobStore();
    let finish = nothing;
    const done = jobs.run({
      kind: 'umap',
      run: ({ onProgress }) => {
        onProgress({ phase: 'umap', done: 3, total: 200 });
        return new Promise<string>((resolve) => (finish = () => resolve('map')));
      },
      retry: nothing,
    });
    expect(jobs.find('umap')).toMatchObject({ progress: { done: 3, total: 200 }, failure: null });
    finish();
    expect(await done).toBe('map');
    expect(jobs.list).toEqual([]);
  });

  it('go when they are canceled', async () => {
    const jobs = new JobStore();
    const run = jobs.run({
      kind: 'neighbors',
      run: ({ signal }) =>
        new Promise((_, reject) =>
          signal.addEventListener('abort', () => reject(signal.reason as AppError), { once: true }),
        ),
      retry: nothing,
    });
    jobs.find('neighbors')?.cancel();
    await expect(run).rejects.toMatchObject({ code: 'canceled' });
    expect(jobs.list).toEqual([]);
  });

  it('stay with their reason when they fail, until tried again', async () => {
    const jobs = new JobStore();
    let tries = 0;
    const fail = jobs.run({
      kind: 'twin',
      run: () => Promise.reject(new AppError('disk-full', 'no room')),
      retry: () => tries++,
    });
    await expect(fail).rejects.toMatchObject({ code: 'disk-full' });
    expect(jobs.find('twin')?.failure?.code).toBe('disk-full');
    jobs.find('twin')?.retry?.();
    expect(tries).toBe(1);
    expect(jobs.list).toEqual([]);
  });

  it('take the place of a failed one of their kind', async () => {
    const jobs = new JobStore();
    const options = { kind: 'twin', retry: nothing } as const;
    await jobs.run({ ...options, run: () => Promise.reject(new AppError('internal', 'oh')) }).catch(nothing);
    const next = jobs.run({ ...options, run: () => new Promise<void>((resolve) => setTimeout(resolve)) });
    expect(jobs.list.map(({ failure }) => failure)).toEqual([null]);
    await next;
  });
});
