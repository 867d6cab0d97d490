import type { SetRows } from '../../sets/set-rows.ts';
import type { ByteBuffer } from '../byte-buffer.ts';
import { createByteBuffer } from '../byte-buffer.ts';
import type { ExportFormat, RowEncoder } from '../export-format.ts';
import { writeFooter, type Chunk, type WrittenGroup } from './footer.ts';
import { definitionLevels, repetitionLevels, writePage } from './pages.ts';

const magic = 'PAR1';
/** Numbers in one row group; it is written when it is full, so that memory stays flat. */
const groupBytes = 16 * 1024 * 1024;
const pageBytes = 1024 * 1024;

/** A table in Apache Parquet's format: a column `word` of strings, and one `vector` of lists of float32. */
export const parquet: ExportFormat = {
  name: 'parquet',
  hasWordList: false,
  reasonAgainst: () => undefined,
  encode: (set, { main }) => encodeTable(set, main),
};

function encodeTable({ dimensions }: Pick<SetRows, 'dimensions'>, main: ByteBuffer): RowEncoder {
  const rowsPerGroup = Math.max(1, Math.floor(groupBytes / 4 / dimensions));
  const groups: WrittenGroup[] = [];
  let words: string[] = [];
  let vectors = new Float32Array(0);

  function flush(): void {
    if (words.length === 0) return;
    const word = writeChunk(main, words.length, () => writeWords(main, words));
    const numbers = vectors.subarray(0, words.length * dimensions);
    const vector = writeChunk(main, numbers.length, () => writeVectors(main, numbers, dimensions));
    groups.push({ rowCount: words.length, word, vector });
    words = [];
  }

  return {
    begin: () => main.text(magic),
    add: (block) => {
      if (vectors.length === 0) vectors = new Float32Array(rowsPerGroup * dimensions);
      block.words.forEach((word, row) => {
        vectors.set(
          block.vectors.subarray(row * dimensions, (row + 1) * dimensions),
          words.length * dimensions,
        );
        words.push(word);
        if (words.length === rowsPerGroup) flush();
      });
    },
    end: () => {
      flush();
      const footer = writeFooter(groups);
      const length = Buffer.alloc(4);
      length.writeUInt32LE(footer.length, 0);
      main.bytes(footer);
      main.bytes(length);
      main.text(magic);
    },
  };
}

function writeChunk(main: ByteBuffer, valueCount: number, write: () => void): Chunk {
  const start = main.position;
  write();
  return { start, sizeBytes: main.position - start, valueCount };
}

/** Pages of strings, each after its length. */
function writeWords(main: ByteBuffer, words: readonly string[]): void {
  const page = createByteBuffer();
  const length = Buffer.alloc(4);
  let count = 0;
  words.forEach((word, row) => {
    length.writeUInt32LE(Buffer.byteLength(word), 0);
    page.bytes(length);
    page.text(word);
    count++;
    if (page.waiting < pageBytes && row < words.length - 1) return;
    writePage(main, count, [page.take()]);
    count = 0;
  });
}

/** Pages of whole rows. */
function writeVectors(main: ByteBuffer, numbers: Float32Array, dimensions: number): void {
  const rowsPerPage = Math.max(1, Math.floor(pageBytes / 4 / dimensions));
  const page = createByteBuffer();
  for (let at = 0; at < numbers.length; at += rowsPerPage * dimensions) {
    const values = numbers.subarray(at, at + rowsPerPage * dimensions);
    page.floats(values);
    const levels = [
      repetitionLevels(values.length / dimensions, dimensions),
      definitionLevels(values.length),
    ];
    writePage(main, values.length, [...levels, page.take()]);
  }
}
