import type { Occurrence } from '../../shared/domain.ts';

/** How an occurrence is told apart: a color for its sense, a shape of its own. Both count from 0. */
export interface Mark {
  readonly color: number;
  readonly shape: number;
}

const colorCount = 8;
const shapeCount = 8;

/** An occurrence in view. `sense` is null where a person typed it in. */
export interface ContextItem {
  readonly id: number;
  readonly occurrence: Occurrence;
  readonly sense: { readonly id: string; readonly label: string } | null;
  readonly mark: Mark;
}

/** The first number below `count` that is not taken; the least taken one where all are. */
function leastTaken(taken: readonly number[], count: number): number {
  const uses = Array.from({ length: count }, (_, value) => taken.filter((other) => other === value).length);
  return uses.indexOf(Math.min(...uses));
}

/** A mark for one more item: its sense's color, or a free one for a new sense; the shape used least. */
export function nextMark(items: readonly ContextItem[], senseId: string | null): Mark {
  const sibling = items.find((item) => senseId !== null && item.sense?.id === senseId);
  const color =
    sibling?.mark.color ??
    leastTaken(
      [...new Map(items.map((item) => [item.sense?.id ?? item.id, item.mark.color])).values()],
      colorCount,
    );
  return {
    color,
    shape: leastTaken(
      items.map((item) => item.mark.shape),
      shapeCount,
    ),
  };
}

/** Whether two occurrences are the same place in the same sentence. */
export function isSameOccurrence(a: Occurrence, b: Occurrence): boolean {
  return a.start === b.start && a.end === b.end && a.text === b.text;
}
