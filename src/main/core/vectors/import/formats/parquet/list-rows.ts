import { AppError } from '../../../../../../shared/errors.ts';
import { createTally } from '../tally.ts';
import { columnPages, type ColumnPage } from './column-pages.ts';
import { createNumberReader, type OnRounded } from './column-values.ts';
import type { TextValue } from './decode-texts.ts';
import type { PagePlace } from './pages.ts';
import type { RowGroupRead } from './row-group.ts';

/** So many of the first rows decide how many numbers a row has. */
const rowsOfHead = 100;

/** The most frequent length of the first lists, the smaller of equally frequent ones; undefined where all are empty. */
export async function decideListLength(place: PagePlace): Promise<number | undefined> {
  const numbers = createNumberReader(place.leaf, () => undefined);
  const lengths = createTally();
  for await (const { levelCount, repetition, definition } of columnPages(place, numbers)) {
    let length = 0;
    let rows = 0;
    const end = (): void => {
      if (length > 0) lengths.add(length);
    };
    for (let k = 0; k < levelCount && rows <= rowsOfHead; k++) {
      if (repetition?.[k] === 0) {
        end();
        rows++;
        length = 0;
      }
      if (!definition || definition[k]! >= place.leaf.elementDefinition) length++;
    }
    if (rows <= rowsOfHead) end();
    if (lengths.mostFrequent() !== undefined) break;
  }
  return lengths.mostFrequent();
}

/** Feeds the rows of a row group whose vectors are lists to the sink. A list may go on in the next page. */
export async function readListRows(
  group: RowGroupRead,
  vector: PagePlace,
  onRounded: OnRounded,
): Promise<void> {
  const numbers = createNumberReader(vector.leaf, onRounded);
  const lists = createListReader(vector, group);
  for await (const page of columnPages(vector, numbers)) {
    const words = await group.words.take(lists.countEnded(page));
    lists.take(page, words);
    group.pageDone(page.levelCount);
  }
  if (lists.isOpen()) lists.finish(await group.words.take(1));
}

interface ListReader {
  /** How many rows the page brings to their end: the last of it may go on. */
  countEnded(page: ColumnPage<Float32Array>): number;
  take(page: ColumnPage<Float32Array>, words: readonly TextValue[]): void;
  isOpen(): boolean;
  finish(words: readonly TextValue[]): void;
}

function createListReader({ leaf, name }: PagePlace, group: RowGroupRead): ListReader {
  const { maxDefinition, elementDefinition } = leaf;
  const vector = new Float32Array(group.dimensions);
  let isOpen = false;
  let length = 0;
  let isNull = false;
  let nullAt = 0;

  function reasonAgainst(): string | undefined {
    if (isNull) return 'the vector is null';
    if (length !== vector.length) return `expected ${vector.length} numbers, found ${length}`;
    return nullAt > 0 ? `number ${nullAt} of the vector is null` : undefined;
  }

  function endRow(word: TextValue | undefined): void {
    group.addRow(word ?? { reason: 'it has no word' }, vector, reasonAgainst());
    length = 0;
    isNull = false;
    nullAt = 0;
  }

  return {
    countEnded: ({ repetition, levelCount }) => {
      let begun = 0;
      for (let k = 0; k < levelCount; k++) if (repetition![k] === 0) begun++;
      return begun === 0 ? 0 : begun - (isOpen ? 0 : 1);
    },
    take: ({ repetition, definition, levelCount, values }, words) => {
      let next = 0;
      let row = 0;
      for (let k = 0; k < levelCount; k++) {
        if (repetition![k] === 0) {
          if (isOpen) endRow(words[row++]);
          isOpen = true;
        } else if (!isOpen) throw new AppError('bad-file', `${name}: its first list has no beginning`);
        const level = definition ? definition[k]! : maxDefinition;
        if (level === maxDefinition) {
          const value = values[next++]!;
          if (length < vector.length) vector[length] = value;
          length++;
        } else if (level >= elementDefinition) {
          length++;
          nullAt ||= length;
        } else isNull ||= level < elementDefinition - 1;
      }
    },
    isOpen: () => isOpen,
    finish: (words) => {
      endRow(words[0]);
      isOpen = false;
    },
  };
}
