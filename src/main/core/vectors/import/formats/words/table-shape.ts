/** Columns that hold the words, in any case. */
const wordColumns = ['word', 'words', 'token', 'tokens', 'label', 'labels', 'term', 'name'];

/** How a list has its words in columns, by its first lines. */
export interface TableShape {
  /** Whether the lines have columns. */
  readonly isTable: boolean;
  /** Whether the first line may be a header. */
  readonly isHeader: boolean;
  /** The column of the words. */
  readonly column: number;
}

/** So many of the first lines have as many columns as the first one. */
const leastShare = 0.9;

/** A list is a table when most of its first lines have the same number of tabs. */
export function readTableShape(head: readonly Buffer[]): TableShape {
  const counts = head.filter((line) => line.length > 0).map((line) => fieldsOf(line).length);
  const alike = counts.filter((count) => count === counts[0]).length;
  const isTable = (counts[0] ?? 1) > 1 && alike >= leastShare * counts.length;
  const names = fieldsOf(head[0] ?? Buffer.alloc(0)).map((field) =>
    field.toString('utf8').trim().toLowerCase(),
  );
  const found = wordColumns.map((name) => names.indexOf(name)).find((column) => column >= 0);
  return { isTable, isHeader: isTable || found !== undefined, column: found ?? 0 };
}

/** The fields of a line, divided by tabs. */
export function fieldsOf(line: Buffer): Buffer[] {
  const fields: Buffer[] = [];
  for (let at = 0; ;) {
    const end = line.indexOf(9, at);
    fields.push(line.subarray(at, end < 0 ? line.length : end));
    if (end < 0) return fields;
    at = end + 1;
  }
}
