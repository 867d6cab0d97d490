import { createThriftReader, type ThriftReader } from './thrift-reader.ts';

/** Numbers of the format's enumerations: https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift */
export const physical = { float: 4, double: 5, byteArray: 6, fixedBytes: 7 } as const;
export const repetition = { required: 0, optional: 1, repeated: 2 } as const;

/** An element of the schema, which is a tree written in depth-first order. */
export interface SchemaElement {
  readonly name: string;
  /** Undefined for a group. */
  readonly type: number | undefined;
  /** Bytes of a value of fixed length. */
  readonly typeLength: number;
  readonly repetition: number;
  readonly childCount: number;
  readonly isText: boolean;
  readonly isFloat16: boolean;
}

/** One column's part of a row group. */
export interface ColumnChunk {
  readonly codec: number;
  readonly valueCount: number;
  /** The bytes [start, end) of the file hold its pages. */
  readonly start: number;
  readonly end: number;
}

export interface RowGroup {
  readonly rowCount: number;
  /** One for each leaf of the schema, in its order. */
  readonly chunks: readonly ColumnChunk[];
}

export interface FileMetadata {
  readonly schema: readonly SchemaElement[];
  readonly rowCount: number;
  readonly rowGroups: readonly RowGroup[];
}

/** So many chunks take 200 MB; a file of a thousand columns has some ten thousand. */
const maxChunks = 1_000_000;
const convertedText = 0;
const logicalText = 1;
const logicalFloat16 = 15;

/** Reads the metadata from a file's footer. Throws an Error that says what is wrong with it. */
export function readFileMetadata(footer: Buffer): FileMetadata {
  const reader = createThriftReader(footer);
  let schema: SchemaElement[] = [];
  let rowCount = 0;
  let rowGroups: RowGroup[] = [];
  let isEncrypted = false;
  const budget = { chunks: maxChunks };
  reader.struct((id) => {
    if (id === 2) schema = reader.list(() => readSchemaElement(reader));
    else if (id === 3) rowCount = reader.int();
    else if (id === 4) rowGroups = reader.list(() => readRowGroup(reader, budget));
    else if (id === 8) isEncrypted = true;
  });
  if (isEncrypted) throw new Error('its columns are encrypted');
  return { schema, rowCount, rowGroups };
}

function readSchemaElement(reader: ThriftReader): SchemaElement {
  const element = {
    type: undefined as number | undefined,
    typeLength: 0,
    repetition: 0,
    name: '',
    childCount: 0,
  };
  let converted = -1;
  let logical = -1;
  reader.struct((id) => {
    if (id === 1) element.type = reader.int();
    else if (id === 2) element.typeLength = reader.int();
    else if (id === 3) element.repetition = reader.int();
    else if (id === 4) element.name = reader.text();
    else if (id === 5) element.childCount = reader.int();
    else if (id === 6) converted = reader.int();
    else if (id === 10) reader.struct((kind) => void (logical = kind));
  });
  const isText = converted === convertedText || logical === logicalText;
  return { ...element, isText, isFloat16: logical === logicalFloat16 };
}

function readRowGroup(reader: ThriftReader, budget: { chunks: number }): RowGroup {
  let chunks: ColumnChunk[] = [];
  let rowCount = 0;
  reader.struct((id) => {
    if (id === 1) {
      chunks = reader.list(() => {
        if (--budget.chunks < 0) throw new Error(`it has more than ${maxChunks} column chunks`);
        return readColumnChunk(reader);
      });
    } else if (id === 3) rowCount = reader.int();
  });
  return { rowCount, chunks };
}

function readColumnChunk(reader: ThriftReader): ColumnChunk {
  let chunk: ColumnChunk | undefined;
  let otherFile = '';
  reader.struct((id) => {
    if (id === 1) otherFile = reader.text();
    else if (id === 3) chunk = readColumnMetadata(reader);
  });
  if (otherFile !== '') throw new Error(`its columns lie in another file, ${otherFile}`);
  if (!chunk) throw new Error('a column has no metadata: it is encrypted, or damaged');
  return chunk;
}

function readColumnMetadata(reader: ThriftReader): ColumnChunk {
  let codec = 0;
  let valueCount = 0;
  let sizeBytes = 0;
  let dataStart = 0;
  let dictionaryStart = 0;
  reader.struct((id) => {
    if (id === 4) codec = reader.int();
    else if (id === 5) valueCount = reader.int();
    else if (id === 7) sizeBytes = reader.int();
    else if (id === 9) dataStart = reader.int();
    else if (id === 11) dictionaryStart = reader.int();
  });
  // Some writers give 0, or a place after the data, where there is no dictionary.
  const hasDictionary = dictionaryStart > 0 && dictionaryStart < dataStart;
  const start = hasDictionary ? dictionaryStart : dataStart;
  return { codec, valueCount, start, end: start + sizeBytes };
}
