import { expect, it } from 'vitest';
import { createSerialQueue } from '../../../../src/main/core/encoders/serial-queue.ts';

it('runs tasks one after the other, also after one that failed', async () => {
  const queue = createSerialQueue();
  const events: string[] = [];
  const task =
    (name: string, fails = false) =>
    async (): Promise<string> => {
      events.push(`${name} begins`);
      await Promise.resolve();
      events.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    };
  const results = await Promise.allSettled([
    queue.run(task('a', true)),
    queue.run(task('b')),
    queue.run(task('c')),
  ]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  expect(events).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
});
