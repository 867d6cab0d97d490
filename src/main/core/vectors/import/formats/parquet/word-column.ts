import { AppError } from '../../../../../../shared/errors.ts';
import { columnPages, type ColumnPage } from './column-pages.ts';
import { createTextReader } from './column-values.ts';
import type { TextValue } from './decode-texts.ts';
import type { PagePlace } from './pages.ts';

/** The words of a row group, taken in order. */
export interface WordColumn {
  /** The next `count` of them. Throws `bad-file` where there are fewer. */
  take(count: number): Promise<readonly TextValue[]>;
}

const missing: TextValue = { reason: 'the word is null' };

export function createWordColumn(place: PagePlace): WordColumn {
  const pages = columnPages(place, createTextReader());
  let words: readonly TextValue[] = [];
  let at = 0;
  return {
    take: async (count) => {
      const taken: TextValue[] = [];
      while (taken.length < count) {
        if (at === words.length) {
          const next = await pages.next();
          if (next.done)
            throw new AppError(
              'bad-file',
              `${place.name} ends ${count - taken.length} or more words too early`,
            );
          words = wordsByRow(next.value, place.leaf.maxDefinition);
          at = 0;
        }
        const end = Math.min(words.length, at + count - taken.length);
        while (at < end) taken.push(words[at++]!);
      }
      return taken;
    },
  };
}

function wordsByRow(
  { values, definition }: ColumnPage<TextValue[]>,
  maxDefinition: number,
): readonly TextValue[] {
  if (!definition) return values;
  let next = 0;
  return Array.from(definition, (level) => (level === maxDefinition ? values[next++]! : missing));
}
