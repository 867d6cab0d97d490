/** The length of the header, whatever the shape. */
export const npyHeaderBytes = 128;

/**
 * The header of a NumPy file, format 1.0, of little-endian float32 in C order: magic, version, and the
 * description padded by blanks to 128 bytes in all, a multiple of 64 as the format asks.
 * https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
export function npyHeader(shape: readonly number[]): Uint8Array {
  const shapeText = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const description = `{'descr': '<f4', 'fortran_order': False, 'shape': ${shapeText}, }`;
  const header = Buffer.alloc(npyHeaderBytes, ' ');
  header.write('\u0093NUMPY\u0001\u0000', 0, 'latin1');
  header.writeUInt16LE(npyHeaderBytes - 10, 8);
  header.write(description, 10, 'latin1');
  header.write('\n', npyHeaderBytes - 1, 'latin1');
  return header;
}
