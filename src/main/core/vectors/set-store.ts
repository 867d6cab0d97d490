import { randomUUID } from 'node:crypto';
import { AppError } from '../../../shared/errors.ts';
import type { Store } from '../store/database.ts';

/** A set as the database has it. */
export interface StoredSet {
  readonly id: number;
  readonly name: string;
  readonly importId: string;
  readonly dimensions: number;
  readonly wordCount: number;
  readonly source: string;
  readonly state: 'incomplete' | 'ready';
}

/** Many rows as they lie in the database. */
export interface VectorBlock {
  readonly firstRow: number;
  readonly words: readonly string[];
  /** `words x dimensions`, row-major. */
  readonly vectors: Float32Array;
}

/** The tables of vector sets. Every method is one transaction, and throws the store's errors. */
export interface SetStore {
  list(): StoredSet[];
  find(name: string): StoredSet | undefined;
  /** Begins a set, marked incomplete. */
  begin(set: { readonly name: string; readonly dimensions: number; readonly source: string }): StoredSet;
  addBlock(set: StoredSet, block: VectorBlock): void;
  /** Marks the set ready, with the number of words that its blocks hold. */
  finish(set: StoredSet): StoredSet;
  /** The block that begins at `firstRow`; undefined after the last. Throws `database-damaged` when it is not whole. */
  readBlock(set: StoredSet, firstRow: number): VectorBlock | undefined;
  /** How many rows the set's blocks hold so far. */
  countRows(set: StoredSet): number;
  remove(name: string): void;
  /** Removes what imports left behind that did not come to their end. For the holder of the import lock only. */
  removeIncomplete(): void;
}

interface BlockRow {
  readonly row_count: number;
  readonly words: Buffer;
  readonly vectors: Buffer;
}

const columns = `id, name, import_id AS importId, dimensions, word_count AS wordCount, source, state`;

export function createSetStore(store: Store): SetStore {
  const find = (name: string): StoredSet | undefined =>
    store.run((db) =>
      db.prepare<[string], StoredSet>(`SELECT ${columns} FROM sets WHERE name = ?`).get(name),
    );
  const countRows = (set: StoredSet): number =>
    store.run((db) =>
      db
        .prepare<[number], number>('SELECT coalesce(sum(row_count), 0) FROM vector_blocks WHERE set_id = ?')
        .pluck()
        .get(set.id),
    ) as number;

  return {
    list: () =>
      store.run((db) =>
        db.prepare<[], StoredSet>(`SELECT ${columns} FROM sets ORDER BY created_at, id`).all(),
      ),
    find,
    begin: ({ name, dimensions, source }) =>
      store.write((db) => {
        db.prepare(
          `INSERT INTO sets (name, import_id, dimensions, word_count, source, state, created_at)
           VALUES (?, ?, ?, 0, ?, 'incomplete', ?)`,
        ).run(name, randomUUID(), dimensions, source, Date.now());
        return found(find(name), name);
      }),
    addBlock: (set, block) =>
      store.write((db) =>
        db
          .prepare('INSERT INTO vector_blocks VALUES (?, ?, ?, ?, ?)')
          .run(set.id, block.firstRow, block.words.length, joinWords(block.words), toBytes(block.vectors)),
      ),
    finish: (set) =>
      store.write((db) => {
        db.prepare(`UPDATE sets SET state = 'ready', word_count = ? WHERE id = ?`).run(
          countRows(set),
          set.id,
        );
        return found(find(set.name), set.name);
      }),
    readBlock: (set, firstRow) => {
      const row = store.run((db) =>
        db
          .prepare<[number, number], BlockRow>(
            'SELECT row_count, words, vectors FROM vector_blocks WHERE set_id = ? AND first_row = ?',
          )
          .get(set.id, firstRow),
      );
      return row && toBlock(set, firstRow, row, store.file);
    },
    countRows,
    remove: (name) => store.write((db) => db.prepare('DELETE FROM sets WHERE name = ?').run(name)),
    removeIncomplete: () =>
      store.write((db) => db.prepare(`DELETE FROM sets WHERE state = 'incomplete'`).run()),
  };
}

function found(set: StoredSet | undefined, name: string): StoredSet {
  if (!set) throw new AppError('unknown-set', `the set ${name} was removed while it was written`);
  return set;
}

function joinWords(words: readonly string[]): Buffer {
  return Buffer.from(words.join('\n'));
}

function toBytes(vectors: Float32Array): Buffer {
  return Buffer.from(vectors.buffer, vectors.byteOffset, vectors.byteLength);
}

function toBlock(set: StoredSet, firstRow: number, row: BlockRow, file: string): VectorBlock {
  const words = row.words.toString('utf8').split('\n');
  const isWhole = words.length === row.row_count && row.vectors.length === row.row_count * set.dimensions * 4;
  if (!isWhole) {
    const where = `${file}: the set ${set.name}, rows from ${firstRow}`;
    throw new AppError('database-damaged', `${where}, is damaged: remove the set and import it again`);
  }
  const { buffer, byteOffset, byteLength } = row.vectors;
  const isAligned = byteOffset % 4 === 0;
  const bytes = isAligned ? buffer : buffer.slice(byteOffset, byteOffset + byteLength);
  return { firstRow, words, vectors: new Float32Array(bytes, isAligned ? byteOffset : 0, byteLength / 4) };
}
