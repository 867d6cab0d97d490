import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createProgressDisplay, describeProgress } from '../../../../src/main/hosts/cli/progress-display.ts';

function collecting(isTTY: boolean): { stream: Writable & { isTTY: boolean }; written: () => string } {
  const parts: string[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      parts.push(chunk.toString());
      done();
    },
  });
  return { stream: Object.assign(stream, { isTTY }), written: () => parts.join('') };
}

describe('describeProgress', () => {
  it('says what, how far, and the time left', () => {
    const progress = { phase: 'load', done: 50_000, total: 200_000, timeLeftMs: 65_000 };
    expect(describeProgress(progress)).toBe('loading vectors  25 %  50,000 of 200,000  1 min 5 s left');
    expect(describeProgress(progress, 100)).toContain('  ██████░░░░░░░░░░░░░░░░░░  ');
  });

  it('counts whole things, also where a step counts half', () => {
    const progress = { phase: 'load', done: 234_227.5, total: 341_479 };
    expect(describeProgress(progress)).toBe('loading vectors  68 %  234,228 of 341,479');
  });

  it('tells an import by its size', () => {
    const progress = { phase: 'import', done: 50 * 2 ** 20, total: 200 * 2 ** 20 };
    expect(describeProgress(progress)).toBe('importing vectors  25 %  50 of 200 MB');
  });

  it('shortens the bar, and then leaves it out, where the line is narrow', () => {
    const progress = { phase: 'load', done: 50_000, total: 200_000 };
    expect(describeProgress(progress, 50)).toBe('loading vectors  ██░░░░░░  25 %  50,000 of 200,000');
    expect(describeProgress(progress, 45)).toBe('loading vectors  25 %  50,000 of 200,000');
  });

  it('counts where the total is not known', () => {
    expect(describeProgress({ phase: 'encode', done: 1024, total: 0 }, 80)).toBe('encoding  1,024');
  });
});

describe('createProgressDisplay', () => {
  it('draws one line again and again on a terminal, and clears it', () => {
    const { stream, written } = collecting(true);
    const display = createProgressDisplay(stream);
    display.show({ phase: 'import', done: 1, total: 2 });
    display.clear();
    display.clear();
    expect(written()).not.toContain('\n');
    expect(written().endsWith('\r\u001b[K')).toBe(true);
    expect(written().split('\r').length - 1).toBe(2);
  });

  it('writes the whole line where the terminal says that it is 0 columns wide', () => {
    const { stream, written } = collecting(true);
    const display = createProgressDisplay(Object.assign(stream, { columns: 0 }));
    display.show({ phase: 'import', done: 2 ** 20, total: 2 ** 21, timeLeftMs: 2000 });
    expect(written()).toContain('50 %  1 of 2 MB  2 s left');
  });

  it('prints a line now and then elsewhere, and nothing for quick work', () => {
    let timeMs = 0;
    const { stream, written } = collecting(false);
    const display = createProgressDisplay(stream, () => timeMs);
    for (timeMs = 0; timeMs <= 11_000; timeMs += 100) {
      display.show({ phase: 'load', done: timeMs, total: 20_000 });
    }
    expect(written().trimEnd().split('\n')).toEqual([
      'semascope: loading vectors  25 %  5,000 of 20,000',
      'semascope: loading vectors  50 %  10,000 of 20,000',
    ]);
  });
});
