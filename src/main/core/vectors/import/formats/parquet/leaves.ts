import { AppError } from '../../../../../../shared/errors.ts';
import { repetition, type FileMetadata, type SchemaElement } from './file-metadata.ts';

/** A column of values, and how its levels are to be read. */
export interface Leaf {
  /** The place among all leaves, and so among the chunks of a row group. */
  readonly index: number;
  readonly path: readonly string[];
  readonly element: SchemaElement;
  /** A value is there where the definition level reaches this. */
  readonly maxDefinition: number;
  /** How many of the elements on the way are repeated. */
  readonly maxRepetition: number;
  /** In a list, an element (a value or null) is there where the definition level reaches this. */
  readonly elementDefinition: number;
}

const maxDepth = 24;

/** The leaves of the schema, in the order of their columns. Throws `bad-file` where it makes no tree, or the row groups have other columns. */
export function findLeaves({ schema, rowGroups }: FileMetadata, name: string): Leaf[] {
  const leaves: Leaf[] = [];
  let next = 0;

  function walk(above: Pick<Leaf, 'path' | 'maxDefinition' | 'maxRepetition' | 'elementDefinition'>): void {
    const element = schema[next++];
    if (!element || above.path.length > maxDepth)
      throw new AppError('bad-file', `${name} is damaged: its schema is no tree`);
    const isRoot = next === 1;
    const isRepeated = !isRoot && element.repetition === repetition.repeated;
    const isDefined = isRoot || element.repetition === repetition.required;
    const maxDefinition = above.maxDefinition + (isDefined ? 0 : 1);
    const here = {
      path: isRoot ? [] : [...above.path, element.name],
      maxDefinition,
      maxRepetition: above.maxRepetition + (isRepeated ? 1 : 0),
      elementDefinition: isRepeated ? maxDefinition : above.elementDefinition,
    };
    if (element.type !== undefined) leaves.push({ ...here, index: leaves.length, element });
    else for (let child = 0; child < element.childCount; child++) walk(here);
  }

  if (schema.length > 0) walk({ path: [], maxDefinition: 0, maxRepetition: 0, elementDefinition: 0 });
  const odd = rowGroups.findIndex(({ chunks }) => chunks.length !== leaves.length);
  if (odd < 0) return leaves;
  const found = rowGroups[odd]?.chunks.length ?? 0;
  throw new AppError(
    'bad-file',
    `${name} is damaged: row group ${odd + 1} has ${found} columns, expected ${leaves.length}`,
  );
}
