import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { ask, canAsk } from '../../../../src/main/hosts/cli/ask.ts';
import type { Streams } from '../../../../src/main/hosts/cli/streams.ts';

function terminal(isTTY = true): Streams & { readonly stdin: PassThrough; readonly stderr: PassThrough } {
  const stream = (): PassThrough & { isTTY: boolean } => Object.assign(new PassThrough(), { isTTY });
  return { stdin: stream(), stdout: stream(), stderr: stream() };
}

const noSignal = new AbortController().signal;

describe('ask', () => {
  it.each([
    ['y\n', true],
    ['Yes\n', true],
    [' y \n', true],
    ['n\n', false],
    ['\n', false],
    ['yesterday\n', false],
  ])('takes %j for %s', async (answer, expected) => {
    const streams = terminal();
    streams.stdin.write(answer);
    expect(await ask(streams, 'Go on?', noSignal)).toBe(expected);
    expect((streams.stderr.read() as Buffer).toString()).toBe('Go on? [y/N] ');
  });

  it('takes the end of the input for a no', async () => {
    const streams = terminal();
    streams.stdin.end();
    expect(await ask(streams, 'Go on?', noSignal)).toBe(false);
  });

  it('ends with an interrupt', async () => {
    const controller = new AbortController();
    const answer = ask(terminal(), 'Go on?', controller.signal);
    controller.abort();
    await expect(answer).rejects.toThrow();
  });

  it('needs a terminal on both sides', () => {
    expect(canAsk(terminal())).toBe(true);
    expect(canAsk(terminal(false))).toBe(false);
    expect(canAsk({ ...terminal(), stdin: new PassThrough() })).toBe(false);
  });
});
