import { AppError } from '../../../../../../shared/errors.ts';
import type { ValueReader } from './column-values.ts';
import { readPage, type Page, type PagePlace } from './pages.ts';

/** A page and its values, decoded; missing ones are not among them. */
export interface ColumnPage<Values> extends Page {
  readonly values: Values;
}

/**
 * The pages of a column in one row group, one at a time, from the one at byte `from` on; a dictionary before them goes to `reader`. Throws
 * `bad-file`, saying what is wrong in which column.
 */
export async function* columnPages<Values>(
  place: PagePlace,
  reader: ValueReader<Values>,
  from = place.chunk.start,
): AsyncGenerator<ColumnPage<Values>> {
  try {
    for (let at = place.chunk.start; ;) {
      const page = await readPage(place, at);
      if (!page) return;
      if (page.isDictionary) reader.useDictionary(page);
      else if (page.start >= from) yield { ...page, values: reader.read(page) };
      at = Math.max(page.end, page.isDictionary ? from : 0);
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('bad-file', `${place.name}: ${reason}`, { cause: error });
  }
}
