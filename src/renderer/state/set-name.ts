import { builtInSet } from '../../shared/built-in.ts';

/** A set's name as a person writes it: the built-in one has its own spelling, the others keep theirs. */
export function displaySetName(set: string): string {
  return set === builtInSet ? 'GloVe 6B 100d' : set;
}
