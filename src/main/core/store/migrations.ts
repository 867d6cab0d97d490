import type { Database } from 'better-sqlite3';
import { dirname } from 'node:path';
import { AppError } from '../../../shared/errors.ts';
import { createImportLock } from './import-lock.ts';
import { keepCopy } from './keep-copy.ts';

/**
 * The schema's versions, oldest first. A version that was released is never edited: a change is a new entry.
 * `PRAGMA user_version` counts the entries that a database has gone through.
 */
const migrations: readonly string[] = [
  `
  -- One vector set. It is whole when state is 'ready'; readers ignore the blocks of any other.
  -- import_id names this very import: what is computed from a set is keyed by it.
  CREATE TABLE sets (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    import_id TEXT NOT NULL UNIQUE,
    dimensions INTEGER NOT NULL,
    word_count INTEGER NOT NULL,
    source TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('incomplete', 'ready')),
    created_at INTEGER NOT NULL
  ) STRICT;

  -- Many rows each, in order of rank. words: UTF-8 joined by line feeds; vectors: row_count x dimensions float32,
  -- little-endian, as they came. words stands first, so that reading it skips the vectors' pages.
  CREATE TABLE vector_blocks (
    set_id INTEGER NOT NULL REFERENCES sets (id) ON DELETE CASCADE,
    first_row INTEGER NOT NULL,
    row_count INTEGER NOT NULL,
    words BLOB NOT NULL,
    vectors BLOB NOT NULL,
    PRIMARY KEY (set_id, first_row)
  ) STRICT;

  -- Contextual vectors that were computed before: layers x dimensions float32 for one occurrence.
  CREATE TABLE occurrence_vectors (
    encoder TEXT NOT NULL, -- the encoder's fingerprint
    pooling TEXT NOT NULL,
    text TEXT NOT NULL,
    start INTEGER NOT NULL, -- UTF-16 code units
    end INTEGER NOT NULL, -- exclusive
    is_windowed INTEGER NOT NULL,
    vectors BLOB NOT NULL,
    PRIMARY KEY (encoder, pooling, text, start, end)
  ) STRICT;

  -- An encoder's static twin at one layer: words joined by line feeds, and the rows' int8 codes with a scale for each row.
  CREATE TABLE twins (
    encoder TEXT NOT NULL, -- the encoder's fingerprint
    layer INTEGER NOT NULL,
    words BLOB NOT NULL,
    vectors BLOB NOT NULL,
    figures TEXT NOT NULL CHECK (json_valid(figures)),
    PRIMARY KEY (encoder, layer)
  ) STRICT;

  -- The linear map from one layer to one set, identified by its import.
  CREATE TABLE maps (
    encoder TEXT NOT NULL, -- the encoder's fingerprint
    layer INTEGER NOT NULL,
    set_import_id TEXT NOT NULL,
    weights BLOB NOT NULL,
    figures TEXT NOT NULL CHECK (json_valid(figures)),
    PRIMARY KEY (encoder, layer, set_import_id)
  ) STRICT;

  -- Finished layouts, keyed by everything that they were computed from.
  CREATE TABLE layouts (
    key TEXT PRIMARY KEY,
    positions BLOB NOT NULL,
    trustworthiness REAL NOT NULL,
    sample INTEGER NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT;

  -- One row: what the page keeps between starts.
  CREATE TABLE settings (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    value TEXT NOT NULL CHECK (json_valid(value))
  ) STRICT;
  `,
  `
  -- What the import of a set had to tell, as JSON: its format, rows that were skipped, notes, lengths of the vectors.
  ALTER TABLE sets ADD COLUMN facts TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(facts));

  -- The words apart from the vectors, so that they are read without them: UTF-8 joined by line feeds.
  CREATE TABLE word_blocks (
    set_id INTEGER NOT NULL REFERENCES sets (id) ON DELETE CASCADE,
    first_row INTEGER NOT NULL,
    row_count INTEGER NOT NULL,
    words BLOB NOT NULL,
    PRIMARY KEY (set_id, first_row)
  ) STRICT;
  INSERT INTO word_blocks SELECT set_id, first_row, row_count, words FROM vector_blocks;

  -- What a search scans: row_count x stride codes (int8), then row_count scales and as many slacks (float32). Made from
  -- the vectors; where they are missing, they are made when the set is opened.
  CREATE TABLE code_blocks (
    set_id INTEGER NOT NULL REFERENCES sets (id) ON DELETE CASCADE,
    first_row INTEGER NOT NULL,
    row_count INTEGER NOT NULL,
    codes BLOB NOT NULL,
    PRIMARY KEY (set_id, first_row)
  ) STRICT;

  -- The vectors in small blocks, of 64 KB or one row at most, so that single rows are read quickly.
  ALTER TABLE vector_blocks RENAME TO large_blocks;
  CREATE TABLE vector_blocks (
    set_id INTEGER NOT NULL REFERENCES sets (id) ON DELETE CASCADE,
    first_row INTEGER NOT NULL,
    row_count INTEGER NOT NULL,
    vectors BLOB NOT NULL,
    PRIMARY KEY (set_id, first_row)
  ) STRICT;
  WITH RECURSIVE
    shapes (set_id, bytes, rows) AS (
      SELECT id, 4 * dimensions, max(1, 65536 / (4 * dimensions)) FROM sets
    ),
    cuts (set_id, large, place) AS (
      SELECT set_id, first_row, 0 FROM large_blocks
      UNION ALL
      SELECT cuts.set_id, large, place + rows FROM cuts
        JOIN shapes USING (set_id)
        JOIN large_blocks ON large_blocks.set_id = cuts.set_id AND first_row = large
        WHERE place + rows < row_count
    )
  INSERT INTO vector_blocks
    SELECT set_id, large + place, min(rows, row_count - place),
      substr(vectors, 1 + place * bytes, min(rows, row_count - place) * bytes)
    FROM cuts JOIN shapes USING (set_id)
      JOIN large_blocks USING (set_id) WHERE first_row = large;
  DROP TABLE large_blocks;
  `,
  `
  -- How a set that came from a fastText model cuts words into n-grams, as JSON; kept: where only some n-grams were kept, pairs
  -- of an n-gram's number and its row (int32, little-endian).
  CREATE TABLE subword_models (
    set_id INTEGER PRIMARY KEY REFERENCES sets (id) ON DELETE CASCADE,
    lengths TEXT NOT NULL CHECK (json_valid(lengths)),
    kept BLOB
  ) STRICT;

  -- The vectors of n-grams, which give words that the set lacks theirs: row_count x dimensions float32, 64 KB or one row at most.
  CREATE TABLE subword_blocks (
    set_id INTEGER NOT NULL REFERENCES sets (id) ON DELETE CASCADE,
    first_row INTEGER NOT NULL,
    row_count INTEGER NOT NULL,
    vectors BLOB NOT NULL,
    PRIMARY KEY (set_id, first_row)
  ) STRICT;
  `,
];

/** The version that this app writes. */
export const schemaVersion = migrations.length;

/**
 * Brings the schema to this app's version, in one transaction. A database that an older version wrote is copied first: the copy
 * stays beside it, whatever happens then. Throws `in-use` when a newer version of the app has already changed the database, which
 * this one then must not touch, or while another process is changing the sets in it; `disk-full`.
 */
export function migrate(db: Database, file: string): void {
  const before = versionOf(db);
  if (before === schemaVersion) return;
  if (before > 0 && before < schemaVersion) migrateWithCopy(db, file);
  else applyMigrations(db, file);
}

function applyMigrations(db: Database, file: string): void {
  db.transaction(() => {
    // Read again inside the transaction: another process may just have done it.
    const version = versionOf(db);
    if (version > schemaVersion) throw newerVersion(file, version);
    for (const statements of migrations.slice(version)) db.exec(statements);
    db.pragma(`user_version = ${schemaVersion}`);
  }).immediate();
}

/** One process does it, and those that start meanwhile wait for it. An import by an older version comes to its end before. */
function migrateWithCopy(db: Database, file: string): void {
  const lock = createImportLock(dirname(file));
  const release = lock.acquire('bringing the database to a new version', lockWaitMs);
  try {
    const before = versionOf(db);
    if (before < schemaVersion) keepCopy(db, file, `${file}.schema-${before}`);
    applyMigrations(db, file);
  } finally {
    release();
  }
}

const lockWaitMs = 5000;

function versionOf(db: Database): number {
  return db.pragma('user_version', { simple: true }) as number;
}

function newerVersion(file: string, version: number): AppError {
  return new AppError(
    'in-use',
    `${file} was written by a newer version of the app (schema ${version}, expected at most ${schemaVersion}): update the app, or choose another folder with --data-dir`,
  );
}
