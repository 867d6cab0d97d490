import type { ExampleSense, Occurrence } from '../../shared/domain.ts';

export interface StartExample {
  readonly occurrence: Occurrence;
  readonly sense: ExampleSense;
}

const senseLimit = 3;
const perSense = 2;
/** Longer sentences are left to the picker where shorter ones will do. */
const calmLength = 140;

/**
 * The sentences a word starts with: of the first three senses two each, so that something can be compared at
 * once. The app's own samples are chosen for that; where there are any, WordNet's senses stay in the picker.
 * Senses follow each other in the given order.
 */
export function startExamples(senses: readonly ExampleSense[]): readonly StartExample[] {
  const samples = senses.filter(({ source }) => source === 'sample');
  const pool = samples.length >= 2 ? samples : senses;
  return pool
    .filter(({ occurrences }) => occurrences.length > 0)
    .slice(0, senseLimit)
    .flatMap((sense) =>
      calmFirst(sense.occurrences)
        .slice(0, perSense)
        .map((occurrence) => ({ occurrence, sense })),
    );
}

/** Short sentences first, otherwise in the given order. */
function calmFirst(occurrences: readonly Occurrence[]): readonly Occurrence[] {
  const isCalm = ({ text }: Occurrence): boolean => text.length <= calmLength;
  return [...occurrences.filter(isCalm), ...occurrences.filter((occurrence) => !isCalm(occurrence))];
}
