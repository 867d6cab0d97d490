import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLogFile } from '../../../src/main/hosts/log-file.ts';

describe('the log', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'semascope-log-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is written line by line, with the time, into a folder that it makes', () => {
    const file = join(folder, 'data/semascope.log');
    const log = createLogFile(file);
    expect(existsSync(file)).toBe(false);
    log('one');
    log('two');
    expect(readFileSync(file, 'utf8')).toMatch(/^\d{4}-[^ ]+Z one\n\d{4}-[^ ]+Z two\n$/);
  });

  it('is put aside when it has grown large', () => {
    const file = join(folder, 'semascope.log');
    writeFileSync(file, 'x'.repeat(1_000_001));
    createLogFile(file)('new');
    expect(readFileSync(file, 'utf8')).toMatch(/Z new\n$/);
    expect(readFileSync(`${file}.old`, 'utf8').length).toBe(1_000_001);
  });

  it('never fails where it cannot be written', () => {
    writeFileSync(join(folder, 'file'), '');
    const log = createLogFile(join(folder, 'file/semascope.log'));
    expect(() => log('lost')).not.toThrow();
  });
});
