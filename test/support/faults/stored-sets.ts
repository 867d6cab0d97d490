import Database from 'better-sqlite3';
import { join } from 'node:path';
import { databaseName } from '../../../src/main/core/store/database.ts';
import type { KnownSet } from './known-set.ts';

interface StoredSet {
  readonly id: number;
  readonly name: string;
  readonly state: string;
  readonly dimensions: number;
  readonly wordCount: number;
}

type Blocks = readonly { readonly firstRow: number; readonly rowCount: number; readonly blob: Buffer }[];

/** Opens a folder's database beside the core, to see what it really holds. */
export function readStoredSets(dataDir: string): StoredSets {
  return new StoredSets(join(dataDir, databaseName));
}

class StoredSets {
  readonly #db: Database.Database;

  constructor(file: string) {
    this.#db = new Database(file, { readonly: true });
  }

  /** What is wrong with the database as such: nothing, when all is well. */
  problems(): unknown[] {
    const integrity = this.#db.pragma('integrity_check') as { integrity_check: string }[];
    const broken = integrity.filter((row) => row.integrity_check !== 'ok');
    return [...broken, ...(this.#db.pragma('foreign_key_check') as unknown[])];
  }

  schemaVersion(): unknown {
    return this.#db.pragma('user_version', { simple: true });
  }

  list(): StoredSet[] {
    const sql = 'SELECT id, name, state, dimensions, word_count AS wordCount FROM sets ORDER BY name';
    return this.#db.prepare<[], StoredSet>(sql).all();
  }

  /** What differs between the set as it is stored and as it should be: the empty string when it is equal to the bit. */
  difference(name: string, expected: KnownSet): string {
    const set = this.list().find((stored) => stored.name === name);
    if (!set) return 'it is not there';
    if (set.state !== 'ready') return `its state is ${set.state}`;
    const rowCount = expected.words.length;
    const shape = `${rowCount} x ${expected.dimensions}`;
    if (`${set.wordCount} x ${set.dimensions}` !== shape) return `it is not ${shape}`;
    const words = this.#blocks('word_blocks', 'words', set.id);
    const vectors = this.#blocks('vector_blocks', 'vectors', set.id);
    const codes = this.#blocks('code_blocks', 'codes', set.id);
    // What an older version imported gets its codes when it is first opened.
    for (const blocks of codes.length === 0 ? [words, vectors] : [words, vectors, codes]) {
      if (!isGapless(blocks, rowCount)) return 'its blocks leave rows out or hold some twice';
    }
    const stored = words.map(({ blob }) => blob.toString()).join('\n');
    if (stored !== expected.words.join('\n')) return 'its words differ';
    const bytes = Buffer.concat(vectors.map(({ blob }) => blob));
    return bytes.equals(Buffer.from(expected.vectors.buffer)) ? '' : 'its vectors differ';
  }

  close(): void {
    this.#db.close();
  }

  #blocks(table: string, column: string, id: number): Blocks {
    const sql = `SELECT first_row AS firstRow, row_count AS rowCount, ${column} AS blob FROM ${table} WHERE set_id = ? ORDER BY first_row`;
    return this.#db.prepare<[number], Blocks[number]>(sql).all(id);
  }
}

function isGapless(blocks: Blocks, rowCount: number): boolean {
  let next = 0;
  for (const { firstRow, rowCount: rows } of blocks) {
    if (firstRow !== next) return false;
    next += rows;
  }
  return next === rowCount;
}
