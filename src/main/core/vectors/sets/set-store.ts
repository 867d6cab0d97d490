import type { Database, Statement } from 'better-sqlite3';
import { randomUUID } from 'node:crypto';
import { AppError } from '../../../../shared/errors.ts';
import type { Store } from '../../store/database.ts';
import { reclaimSpace } from '../../store/reclaim-space.ts';
import { codeStrideOf } from '../kernels/matrix-memory.ts';
import type { RowCodes } from '../kernels/row-encoder.ts';
import { countLines, joinCodes, splitCodes, toFloats, vectorBlocks } from './set-blobs.ts';
import { setFacts, type SetFacts } from './set-facts.ts';

/** A set as the database has it. */
export interface StoredSet {
  readonly id: number;
  readonly name: string;
  readonly importId: string;
  readonly dimensions: number;
  readonly wordCount: number;
  readonly source: string;
  readonly state: 'incomplete' | 'ready';
  /** When its import began, in milliseconds since 1970. */
  readonly createdAt: number;
}

/** Consecutive rows of a set as an import writes them. */
export interface NewRows {
  readonly firstRow: number;
  readonly words: readonly string[];
  /** `words x dimensions`, row-major. */
  readonly vectors: Float32Array;
  readonly codes: RowCodes;
}

/** Words joined by line feeds, UTF-8. */
export interface JoinedWords {
  readonly joined: Buffer;
  readonly wordCount: number;
}

/** The tables of vector sets. Every method is one transaction, and throws the store's errors. */
export interface SetStore {
  list(): StoredSet[];
  find(name: string): StoredSet | undefined;
  /** Begins a set, marked incomplete. */
  begin(set: { readonly name: string; readonly dimensions: number; readonly source: string }): StoredSet;
  addRows(set: StoredSet, rows: NewRows): void;
  /** Marks the set ready, with the number of words that its blocks hold. */
  finish(set: StoredSet, facts: SetFacts): StoredSet;
  /** How many rows the set's blocks hold so far. */
  countRows(set: StoredSet): number;
  facts(set: StoredSet): SetFacts;
  /** Gives the set, whose import and vectors stay the same, another name. */
  rename(set: StoredSet, name: string): void;
  /** Keeps what a person wrote about the set's license and origin. */
  describe(set: StoredSet, license: string): void;
  /** How many rows of n-gram vectors came with the set; 0 for most sets. */
  countSubwords(set: StoredSet): number;
  /** Bytes of the set's words, vectors and codes, and of its n-grams' vectors. */
  sizeBytes(set: StoredSet): number;
  /** The words of the block that begins at `firstRow`; undefined after the last. Throws `database-damaged`. */
  readWords(set: StoredSet, firstRow: number): JoinedWords | undefined;
  /** The codes of the block that begins at `firstRow`; undefined where there are none. Throws `database-damaged`. */
  readCodes(set: StoredSet, firstRow: number): RowCodes | undefined;
  /** Keeps codes of rows that had none. */
  addCodes(set: StoredSet, firstRow: number, codes: RowCodes): void;
  /** The first rows of all blocks of vectors, ascending. */
  vectorBlockStarts(set: StoredSet): Uint32Array;
  /** The vectors of the block that begins at `firstRow`, row-major; undefined where there is none. Throws `database-damaged`. */
  readVectors(set: StoredSet, firstRow: number): Float32Array | undefined;
  remove(name: string): void;
  /** Removes what imports left behind that did not come to their end. For the holder of the import lock only. */
  removeIncomplete(): void;
  /** Gives the space of what was removed back to the file system, as far as it can be done now. */
  reclaimSpace(): Promise<void>;
}

/** The tables that hold a set's rows in blocks. */
const blockTables = {
  words: { table: 'word_blocks', column: 'words' },
  codes: { table: 'code_blocks', column: 'codes' },
  vectors: { table: 'vector_blocks', column: 'vectors' },
} as const;
type BlockKind = keyof typeof blockTables;

/** One block's blob, with the number of rows that it says to hold. */
interface Block {
  readonly rowCount: number;
  readonly blob: Buffer;
}

const columns = `id, name, import_id AS importId, dimensions, word_count AS wordCount, source, state, created_at AS createdAt`;

export function createSetStore(store: Store): SetStore {
  const find = (name: string): StoredSet | undefined =>
    store.run((db) =>
      db.prepare<[string], StoredSet>(`SELECT ${columns} FROM sets WHERE name = ?`).get(name),
    );

  /** A number that one row of one column answers. */
  const number = (sql: string, set: StoredSet): number =>
    store.run((db) => db.prepare<[number], number>(sql).pluck().get(set.id)) ?? 0;

  const countRows = (set: StoredSet): number =>
    number('SELECT coalesce(sum(row_count), 0) FROM word_blocks WHERE set_id = ?', set);

  // The last block's end: summing up would read every block.
  const countSubwords = (set: StoredSet): number =>
    number(
      'SELECT first_row + row_count FROM subword_blocks WHERE set_id = ? ORDER BY first_row DESC LIMIT 1',
      set,
    );

  /** Prepared once, as a search reads many blocks. */
  const selects = new Map<BlockKind, Statement<[number, number], Block>>();

  function selectOf(kind: BlockKind, db: Database): Statement<[number, number], Block> {
    const known = selects.get(kind);
    if (known) return known;
    const { table, column } = blockTables[kind];
    const sql = `SELECT row_count AS rowCount, ${column} AS blob FROM ${table} WHERE set_id = ? AND first_row = ?`;
    const select = db.prepare<[number, number], Block>(sql);
    selects.set(kind, select);
    return select;
  }

  function readBlock(kind: BlockKind, set: StoredSet, firstRow: number): Block | undefined {
    return store.run((db) => selectOf(kind, db).get(set.id, firstRow));
  }

  function damaged(set: StoredSet, firstRow: number): AppError {
    const where = `${store.file}: the set ${set.name}, rows from ${firstRow}`;
    return new AppError('database-damaged', `${where}, is damaged: remove the set and import it again`);
  }

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
    addRows: (set, { firstRow, words, vectors, codes }) =>
      store.write((db) => {
        const { id, dimensions } = set;
        db.prepare('INSERT INTO word_blocks VALUES (?, ?, ?, ?)').run(
          ...[id, firstRow, words.length, Buffer.from(words.join('\n'))],
        );
        db.prepare('INSERT INTO code_blocks VALUES (?, ?, ?, ?)').run(
          ...[id, firstRow, words.length, joinCodes(codes)],
        );
        const insert = db.prepare('INSERT INTO vector_blocks VALUES (?, ?, ?, ?)');
        for (const { row, count, bytes } of vectorBlocks(vectors, dimensions)) {
          insert.run(id, firstRow + row, count, bytes);
        }
      }),
    finish: (set, facts) =>
      store.write((db) => {
        const done = db.prepare(`UPDATE sets SET state = 'ready', word_count = ?, facts = ? WHERE id = ?`);
        done.run(countRows(set), JSON.stringify(facts), set.id);
        return found(find(set.name), set.name);
      }),
    countRows,
    facts: (set) => {
      const sql = 'SELECT facts FROM sets WHERE id = ?';
      const facts = store.run((db) => db.prepare<[number], string>(sql).pluck().get(set.id));
      return setFacts.parse(JSON.parse(facts ?? '{}'));
    },
    rename: (set, name) =>
      store.write((db) => db.prepare('UPDATE sets SET name = ? WHERE id = ?').run(name, set.id)),
    describe: (set, license) =>
      store.write((db) =>
        db
          .prepare(`UPDATE sets SET facts = json_set(facts, '$.license', ?) WHERE id = ?`)
          .run(license, set.id),
      ),
    countSubwords,
    // The vectors lie in very many blocks: what they take follows from their number.
    sizeBytes: (set) =>
      number('SELECT sum(length(words)) FROM word_blocks WHERE set_id = ?', set) +
      number('SELECT sum(length(codes)) FROM code_blocks WHERE set_id = ?', set) +
      (countRows(set) + countSubwords(set)) * set.dimensions * Float32Array.BYTES_PER_ELEMENT,
    readWords: (set, firstRow) => {
      const block = readBlock('words', set, firstRow);
      if (!block) return undefined;
      if (countLines(block.blob) !== block.rowCount) throw damaged(set, firstRow);
      return { joined: block.blob, wordCount: block.rowCount };
    },
    readCodes: (set, firstRow) => {
      const block = readBlock('codes', set, firstRow);
      if (!block) return undefined;
      const codes = splitCodes(block.blob, block.rowCount, codeStrideOf(set.dimensions));
      if (!codes) throw damaged(set, firstRow);
      return codes;
    },
    addCodes: (set, firstRow, codes) =>
      store.write((db) =>
        db
          .prepare('INSERT OR REPLACE INTO code_blocks VALUES (?, ?, ?, ?)')
          .run(set.id, firstRow, codes.scales.length, joinCodes(codes)),
      ),
    vectorBlockStarts: (set) =>
      Uint32Array.from(
        store.run((db) =>
          db
            .prepare<[number], number>(
              'SELECT first_row FROM vector_blocks WHERE set_id = ? ORDER BY first_row',
            )
            .pluck()
            .all(set.id),
        ),
      ),
    readVectors: (set, firstRow) => {
      const block = readBlock('vectors', set, firstRow);
      if (!block) return undefined;
      const vectors = toFloats(block.blob);
      if (vectors.length !== block.rowCount * set.dimensions) throw damaged(set, firstRow);
      return vectors;
    },
    remove: (name) => store.write((db) => db.prepare('DELETE FROM sets WHERE name = ?').run(name)),
    removeIncomplete: () =>
      store.write((db) => db.prepare(`DELETE FROM sets WHERE state = 'incomplete'`).run()),
    reclaimSpace: () => reclaimSpace(store),
  };
}

function found(set: StoredSet | undefined, name: string): StoredSet {
  if (!set) throw new AppError('unknown-set', `the set ${name} was removed while it was written`);
  return set;
}
