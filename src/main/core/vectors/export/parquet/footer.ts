import { encodings } from './pages.ts';
import { writeThrift, type ThriftStruct, type ThriftValue } from './thrift-writer.ts';

/** One column's pages in one row group. */
export interface Chunk {
  readonly start: number;
  readonly sizeBytes: number;
  readonly valueCount: number;
}

/** The two columns of a row group. */
export interface WrittenGroup {
  readonly rowCount: number;
  readonly word: Chunk;
  readonly vector: Chunk;
}

/** Numbers of the format's enumerations. */
const physical = { float: 4, byteArray: 6 } as const;
const repetition = { required: 0, repeated: 2 } as const;
const converted = { text: 0, list: 3 } as const;
/** Fields of the union of logical types. */
const logical = { text: 1, list: 3 } as const;
const uncompressed = 0;

const root: ThriftStruct = { 4: { text: 'schema' }, 5: { int32: 2 } };
const wordColumn: ThriftStruct = {
  1: { int32: physical.byteArray },
  3: { int32: repetition.required },
  4: { text: 'word' },
  6: { int32: converted.text },
  10: { struct: { [logical.text]: { struct: {} } } },
};
/** A list as the format wants it: a group for the list, a repeated group, and the element. */
const vectorColumn: readonly ThriftStruct[] = [
  {
    3: { int32: repetition.required },
    4: { text: 'vector' },
    5: { int32: 1 },
    6: { int32: converted.list },
    10: { struct: { [logical.list]: { struct: {} } } },
  },
  { 3: { int32: repetition.repeated }, 4: { text: 'list' }, 5: { int32: 1 } },
  { 1: { int32: physical.float }, 3: { int32: repetition.required }, 4: { text: 'element' } },
];

/** The file's metadata: its schema, and where everything lies. */
export function writeFooter(groups: readonly WrittenGroup[]): Buffer {
  const rowCount = groups.reduce((sum, group) => sum + group.rowCount, 0);
  return writeThrift({
    1: { int32: 2 },
    2: { list: [root, wordColumn, ...vectorColumn].map((struct) => ({ struct })) },
    3: { int64: rowCount },
    4: { list: groups.map((group) => ({ struct: groupMetadata(group) })) },
    6: { text: 'semascope' },
  });
}

function groupMetadata({ rowCount, word, vector }: WrittenGroup): ThriftStruct {
  return {
    1: {
      list: [
        columnMetadata(word, physical.byteArray, ['word']),
        columnMetadata(vector, physical.float, ['vector', 'list', 'element']),
      ],
    },
    2: { int64: word.sizeBytes + vector.sizeBytes },
    3: { int64: rowCount },
    6: { int64: word.sizeBytes + vector.sizeBytes },
  };
}

function columnMetadata(chunk: Chunk, type: number, path: readonly string[]): ThriftValue {
  return {
    struct: {
      2: { int64: 0 }, // an offset that newer versions of the format leave unused
      3: {
        struct: {
          1: { int32: type },
          2: { list: [{ int32: encodings.plain }, { int32: encodings.hybrid }] },
          3: { list: path.map((text) => ({ text })) },
          4: { int32: uncompressed },
          5: { int64: chunk.valueCount },
          6: { int64: chunk.sizeBytes },
          7: { int64: chunk.sizeBytes },
          9: { int64: chunk.start },
        },
      },
    },
  };
}
