import Database from 'better-sqlite3';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { databaseName } from '../../../src/main/core/store/database.ts';
import { root } from '../../setup/run-script.ts';
import { makeKnownSet } from './known-set.ts';

/** The set that a database of version 1 holds here. */
export const oldSet = makeKnownSet(12_000, 100, 1);

const rowsPerBlock = 5242;

/** A database as version 1 of the schema had it, with one set, named old, in large blocks and one import cut off. Answers its path. */
export function writeVersion1(dir: string): string {
  const { words, vectors, dimensions } = oldSet;
  const file = join(dir, databaseName);
  const db = new Database(file);
  db.exec(readFileSync(join(root, 'test/fixtures/database/schema-1.sql'), 'utf8'));
  const addSet = db.prepare(
    `INSERT INTO sets (name, import_id, dimensions, word_count, source, state, created_at) VALUES (?, ?, ?, ?, 'old.txt', ?, 5)`,
  );
  addSet.run('old', 'import-1', dimensions, words.length, 'ready');
  addSet.run('cut', 'import-2', dimensions, 0, 'incomplete');
  const addBlock = db.prepare('INSERT INTO vector_blocks VALUES (1, ?, ?, ?, ?)');
  for (let first = 0; first < words.length; first += rowsPerBlock) {
    const part = words.slice(first, first + rowsPerBlock);
    const block = vectors.slice(first * dimensions, (first + part.length) * dimensions);
    addBlock.run(first, part.length, Buffer.from(part.join('\n')), Buffer.from(block.buffer));
  }
  db.prepare('INSERT INTO layouts VALUES (?, ?, ?, ?, ?)').run('key', Buffer.alloc(12), 0.9, 100, 5);
  db.close();
  return file;
}
