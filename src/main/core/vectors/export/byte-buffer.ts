/** Collects bytes until they are taken. */
export interface ByteBuffer {
  /** How many bytes were put in since it was made, taken or not. */
  readonly position: number;
  /** How many are waiting to be taken. */
  readonly waiting: number;
  bytes(data: Uint8Array): void;
  /** The numbers as little-endian float32. */
  floats(numbers: Float32Array): void;
  /** Text as UTF-8. */
  text(text: string): void;
  /** Lets `write` put up to `size` bytes into the buffer from a place on; it returns where they end. */
  direct(size: number, write: (buffer: Buffer, at: number) => number): void;
  /** All waiting bytes, valid until the next ones are put in. */
  take(): Buffer;
}

const firstSize = 64 * 1024;
const isLittleEndianHost = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

export function createByteBuffer(): ByteBuffer {
  let buffer = Buffer.allocUnsafe(firstSize);
  let end = 0;
  let taken = 0;

  function reserve(size: number): void {
    if (end + size <= buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(end + size, 2 * buffer.length));
    buffer.copy(larger, 0, 0, end);
    buffer = larger;
  }

  function bytes(data: Uint8Array): void {
    reserve(data.length);
    buffer.set(data, end);
    end += data.length;
  }

  return {
    get position() {
      return taken + end;
    },
    get waiting() {
      return end;
    },
    bytes,
    floats: (numbers) => {
      const start = end;
      bytes(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength));
      if (!isLittleEndianHost) buffer.subarray(start, end).swap32();
    },
    text: (text) => {
      reserve(text.length * 3);
      end += buffer.write(text, end);
    },
    direct: (size, write) => {
      reserve(size);
      end = write(buffer, end);
    },
    take: () => {
      const waiting = buffer.subarray(0, end);
      taken += end;
      end = 0;
      return waiting;
    },
  };
}
