import Database from 'better-sqlite3';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { databaseName, openDatabase, type Store } from '../../../../src/main/core/store/database.ts';
import { toStoreError } from '../../../../src/main/core/store/sqlite-errors.ts';
import { AppError, hasCode, type ErrorCode } from '../../../../src/shared/errors.ts';

function temporaryDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'semascope-store-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

function open(dir: string, options: Parameters<typeof openDatabase>[1] = {}): Store {
  const store = openDatabase(dir, options);
  onTestFinished(() => void store.close());
  return store;
}

function codeOf(work: () => unknown): ErrorCode | undefined {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
  return undefined;
}

const saveSettings = (store: Store, value: string): void =>
  void store.write((db) => db.prepare('INSERT OR REPLACE INTO settings VALUES (1, ?)').run(value));
const readSettings = (store: Store): unknown =>
  store.run((db) => db.prepare('SELECT value FROM settings').pluck().get());

/** Fills the database over several pages, so that there is something to damage. */
function fill(dir: string): void {
  const store = openDatabase(dir);
  store.write((db) => {
    const add = db.prepare('INSERT INTO layouts VALUES (?, ?, 0, 0, 0)');
    for (let k = 0; k < 50; k++) add.run(`key ${k}`, Buffer.alloc(20_000, k));
  });
  store.close();
}

describe('openDatabase', () => {
  it('makes the folder, and keeps what is written', () => {
    const dir = join(temporaryDir(), 'deep', 'folder');
    const first = openDatabase(dir);
    saveSettings(first, '{"a":1}');
    first.close();
    expect(readSettings(open(dir))).toBe('{"a":1}');
  });

  it('is open in several places at once: one writes while another reads', () => {
    const dir = temporaryDir();
    const [a, b] = [open(dir), open(dir)];
    saveSettings(a, '{"a":1}');
    expect(readSettings(b)).toBe('{"a":1}');
    a.write(() => expect(readSettings(b)).toBe('{"a":1}'));
  });

  it('is opened by many processes in the same moment', async () => {
    const dir = temporaryDir();
    const module = join(import.meta.dirname, '../../../../src/main/core/store/database.ts');
    const script = `import { openDatabase } from ${JSON.stringify(module)}; openDatabase(process.argv[1]).close();`;
    const ends = await Promise.all(
      Array.from({ length: 4 }, () =>
        once(spawn(process.execPath, ['--input-type=module-typescript', '-e', script, dir]), 'exit'),
      ),
    );
    expect(ends.map(([code]) => code as unknown)).toEqual([0, 0, 0, 0]);
  });

  it('says what to do about a database that another program has locked', () => {
    const dir = temporaryDir();
    const store = open(dir);
    const other = new Database(store.file);
    onTestFinished(() => void other.close());
    other.exec('BEGIN IMMEDIATE');
    store.db.pragma('busy_timeout = 50');
    expect(codeOf(() => saveSettings(store, '{}'))).toBe('database-locked');
    expect(() => saveSettings(store, '{}')).toThrow(
      /semascope\.db is locked by another program: close that program/,
    );
  });

  it('says what to do about a database that cannot be written', () => {
    const dir = temporaryDir();
    fill(dir);
    const store = open(dir, { readonly: true });
    expect(readSettings(store)).toBeUndefined();
    expect(codeOf(() => saveSettings(store, '{}'))).toBe('database-read-only');
    expect(() => saveSettings(store, '{}')).toThrow(
      /cannot be written: make the file and its folder writable/,
    );
  });

  it('says what to do where the folder cannot be made', () => {
    const dir = temporaryDir();
    writeFileSync(join(dir, 'file'), '');
    expect(codeOf(() => openDatabase(join(dir, 'file', 'data')))).toBe('database-read-only');
    expect(codeOf(() => openDatabase(join(dir, 'absent'), { readonly: true }))).toBe('file-not-found');
  });

  it.runIf(process.platform === 'linux')('says so, too, where the system has no folders to be made', () => {
    expect(codeOf(() => openDatabase('/proc/absent/data'))).toBe('database-read-only');
  });

  it('makes the folders above it', () => {
    const store = open(join(temporaryDir(), 'a', 'b', 'c'));
    expect(existsSync(store.file)).toBe(true);
  });

  it('says what to do about a full disk, and loses nothing', () => {
    const dir = temporaryDir();
    const store = open(dir);
    saveSettings(store, '{"a":1}');
    const pages = store.db.pragma('page_count', { simple: true }) as number;
    store.db.pragma(`max_page_count = ${pages}`);
    const write = (): unknown =>
      store.write((db) =>
        db.prepare('INSERT INTO layouts VALUES (?, ?, 0, 0, 0)').run('key', Buffer.alloc(1_000_000)),
      );
    expect(codeOf(write)).toBe('disk-full');
    expect(write).toThrow(/semascope\.db is full: free some disk space/);
    expect(readSettings(store)).toBe('{"a":1}');
  });

  it('leaves a database of a newer version alone', () => {
    const dir = temporaryDir();
    const store = openDatabase(dir);
    store.db.pragma('user_version = 99');
    store.close();
    expect(codeOf(() => openDatabase(dir))).toBe('in-use');
    expect(() => openDatabase(dir)).toThrow(/written by a newer version of the app \(schema 99/);
    expect(readdirSync(dir)).toEqual([databaseName]);
  });

  it('undoes a transaction whose work throws, and throws the same error', () => {
    const store = open(temporaryDir());
    const error = new Error('halfway');
    expect(() =>
      store.write((db) => {
        db.prepare(`INSERT INTO settings VALUES (1, '{}')`).run();
        throw error;
      }),
    ).toThrow(error);
    expect(readSettings(store)).toBeUndefined();
  });
});

describe('a damaged database', () => {
  it.each([
    ['is no database at all', (file: string) => writeFileSync(file, 'not a database, '.repeat(1000))],
    ['is cut short', (file: string) => truncateSync(file, 100_000)],
    ['is cut short within its head', (file: string) => truncateSync(file, 50)],
  ])('that %s is set aside, and a new one begun', (_, damage) => {
    const dir = temporaryDir();
    fill(dir);
    damage(join(dir, databaseName));
    const lines: string[] = [];
    const store = open(dir, { log: (line) => lines.push(line) });
    expect(store.setAside).toMatch(/semascope\.db\.damaged-\d{8}T\d{6}Z$/);
    expect(existsSync(store.setAside!)).toBe(true);
    expect(lines).toEqual([expect.stringMatching(/is damaged; it was kept as .*damaged-/)]);
    saveSettings(store, '{}');
    expect(readSettings(store)).toBe('{}');
  });

  it('is set aside at the next start when damage is met while it is open', () => {
    const dir = temporaryDir();
    fill(dir);
    const file = join(dir, databaseName);
    const store = openDatabase(dir);
    const met = codeOf(() => store.run(() => throwCorrupt()));
    expect(met).toBe('database-damaged');
    store.close();
    const db = new Database(file);
    db.unsafeMode();
    db.pragma('writable_schema = ON');
    db.exec(`UPDATE sqlite_master SET rootpage = 3 WHERE name = 'layouts'`);
    db.close();
    expect(open(dir).setAside).not.toBeNull();
  });

  it('is kept when a full check finds it sound after all', () => {
    const dir = temporaryDir();
    const store = openDatabase(dir);
    saveSettings(store, '{"a":1}');
    expect(codeOf(() => store.run(() => throwCorrupt()))).toBe('database-damaged');
    store.close();
    const again = open(dir);
    expect(again.setAside).toBeNull();
    expect(readSettings(again)).toBe('{"a":1}');
    expect(readdirSync(dir).filter((name) => name.includes('suspect'))).toEqual([]);
  });

  it('is never set aside by a reader', () => {
    const dir = temporaryDir();
    writeFileSync(join(dir, databaseName), 'not a database, '.repeat(1000));
    const store = open(dir, { readonly: true });
    expect(codeOf(() => readSettings(store))).toBe('database-damaged');
    expect(readdirSync(dir)).toContain(databaseName);
  });
});

describe('toStoreError', () => {
  it('names full disks and locked folders that the file system reports', () => {
    const error = (code: string): unknown =>
      toStoreError(Object.assign(new Error(code), { code }), 'semascope.db');
    expect(hasCode(error('ENOSPC'), 'disk-full')).toBe(true);
    expect(hasCode(error('EROFS'), 'database-read-only')).toBe(true);
    expect(error('EOTHER')).toBeInstanceOf(Error);
  });

  it('names disks that cannot be read or written, which is no damage', () => {
    const error = (code: string): unknown =>
      toStoreError(new Database.SqliteError('disk I/O error', code), 'semascope.db');
    expect(error('SQLITE_IOERR_READ')).toMatchObject({ code: 'database-read-only' });
    expect(String(error('SQLITE_IOERR_READ'))).toMatch(
      /semascope\.db cannot be read or written: check the disk/,
    );
    expect(error('SQLITE_IOERR_SHMSIZE')).toMatchObject({ code: 'disk-full' });
  });
});

function throwCorrupt(): never {
  throw new Database.SqliteError('database disk image is malformed', 'SQLITE_CORRUPT');
}
