import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipFile {
  readonly path: string;
  readonly content: string | Buffer;
  /** 8 (deflate) unless given. */
  readonly method?: number;
  readonly isEncrypted?: boolean;
  /** What the archive says of the content, where that is to be wrong. */
  readonly sizeBytes?: number;
  readonly checksum?: number;
}

const utf8Flag = 0x800;
const none = 0xffffffff;

/** A zip archive, laid out as APPNOTE 6.3.10 says; with `zip64`, sizes and places stand in the fields for large archives. */
export function buildZip(files: readonly ZipFile[], { zip64 = false } = {}): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const file of files) {
    const plain = Buffer.from(file.content);
    const method = file.method ?? 8;
    const data = method === 8 ? deflateRawSync(plain) : plain;
    const path = Buffer.from(file.path);
    const flags = utf8Flag | (file.isEncrypted ? 1 : 0);
    const sizeBytes = file.sizeBytes ?? plain.length;
    const sum = file.checksum ?? crc32(plain);
    const shown = (value: number): number => (zip64 ? none : value);
    const common = fields(
      [2, flags],
      [2, method],
      [4, 0],
      [4, sum],
      [4, shown(data.length)],
      [4, shown(sizeBytes)],
    );
    const extra = zip64
      ? fields([2, 1], [2, 24], [8, sizeBytes], [8, data.length], [8, offset])
      : Buffer.alloc(0);
    const local = [fields([4, 0x04034b50], [2, 45]), common, fields([2, path.length], [2, 0]), path, data];
    directory.push(
      fields([4, 0x02014b50], [2, 45], [2, 45]),
      common,
      fields([2, path.length], [2, extra.length], [2, 0], [2, 0], [2, 0], [4, 0], [4, shown(offset)]),
      path,
      extra,
    );
    parts.push(...local);
    offset += Buffer.concat(local).length;
  }
  const central = Buffer.concat(directory);
  const end = offset + central.length;
  const count = files.length;
  const large = zip64
    ? Buffer.concat([
        fields([4, 0x06064b50], [8, 44], [2, 45], [2, 45], [4, 0], [4, 0]),
        fields([8, count], [8, count], [8, central.length], [8, offset]),
        fields([4, 0x07064b50], [4, 0], [8, end], [4, 1]),
      ])
    : Buffer.alloc(0);
  const closing = fields(
    [4, 0x06054b50],
    [4, 0],
    [2, zip64 ? 0xffff : count],
    [2, zip64 ? 0xffff : count],
    [4, zip64 ? none : central.length],
    [4, zip64 ? none : offset],
    [2, 0],
  );
  return Buffer.concat([...parts, central, large, closing]);
}

/** Whole numbers of so many bytes each, lowest byte first. */
function fields(...values: readonly (readonly [size: number, value: number])[]): Buffer {
  return Buffer.concat(
    values.map(([size, value]) => {
      const bytes = Buffer.alloc(size);
      if (size === 8) bytes.writeBigUInt64LE(BigInt(value));
      else bytes.writeUIntLE(value, 0, size);
      return bytes;
    }),
  );
}
