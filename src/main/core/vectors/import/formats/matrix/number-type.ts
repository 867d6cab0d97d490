import { fromFloat16Bits } from '../../../../encoders/float16.ts';

/** The types of numbers that binary matrices hold. */
export type NumberTypeName =
  | 'float16'
  | 'bfloat16'
  | 'float32'
  | 'float64'
  | 'int8'
  | 'int16'
  | 'int32'
  | 'int64'
  | 'uint8'
  | 'uint16'
  | 'uint32'
  | 'uint64';

export interface NumberType {
  readonly name: NumberTypeName;
  readonly isBigEndian: boolean;
}

export const sizeBytes: Readonly<Record<NumberTypeName, number>> = {
  ...{ int8: 1, uint8: 1, int16: 2, uint16: 2, float16: 2, bfloat16: 2 },
  ...{ int32: 4, uint32: 4, float32: 4, int64: 8, uint64: 8, float64: 8 },
};

/** Turns numbers of one type into float32. */
export interface NumberDecoder {
  /** Reads as many numbers as `into` has places, from `start` on. */
  decode(bytes: Buffer, start: number, into: Float32Array): void;
  /** Whether a float32 could not hold one of the numbers so far: it was rounded. */
  hasRounded(): boolean;
}

const isLittleEndianHost = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** A decoder of numbers of this type. Float32 is copied, to the bit. */
export function createNumberDecoder({ name, isBigEndian }: NumberType): NumberDecoder {
  if (name === 'float32' && isBigEndian !== isLittleEndianHost) {
    return { decode: copyBytes, hasRounded: () => false };
  }
  const read = readerOf(name, !isBigEndian);
  const step = sizeBytes[name];
  let hasRounded = false;
  return {
    decode: (bytes, start, into) => {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      for (let place = 0, at = start; place < into.length; place++, at += step) {
        const value = read(view, at);
        into[place] = value;
        if (into[place] !== value && !Number.isNaN(value)) hasRounded = true;
      }
    },
    hasRounded: () => hasRounded,
  };
}

function copyBytes(bytes: Buffer, start: number, into: Float32Array): void {
  const target = new Uint8Array(into.buffer, into.byteOffset, into.byteLength);
  target.set(bytes.subarray(start, start + into.byteLength));
}

function readerOf(name: NumberTypeName, isLittle: boolean): (view: DataView, at: number) => number {
  switch (name) {
    case 'float16': {
      const values = fromFloat16Bits(Uint16Array.from({ length: 65_536 }, (_, bits) => bits));
      return (view, at) => values[view.getUint16(at, isLittle)]!;
    }
    case 'bfloat16':
      return bfloat16Reader(isLittle);
    case 'float32':
      return (view, at) => view.getFloat32(at, isLittle);
    case 'float64':
      return (view, at) => view.getFloat64(at, isLittle);
    case 'int8':
      return (view, at) => view.getInt8(at);
    case 'int16':
      return (view, at) => view.getInt16(at, isLittle);
    case 'int32':
      return (view, at) => view.getInt32(at, isLittle);
    case 'int64':
      return (view, at) => Number(view.getBigInt64(at, isLittle));
    case 'uint8':
      return (view, at) => view.getUint8(at);
    case 'uint16':
      return (view, at) => view.getUint16(at, isLittle);
    case 'uint32':
      return (view, at) => view.getUint32(at, isLittle);
    case 'uint64':
      return (view, at) => Number(view.getBigUint64(at, isLittle));
  }
}

/** A bfloat16 is the upper half of a float32. */
function bfloat16Reader(isLittle: boolean): (view: DataView, at: number) => number {
  const bits = new Uint32Array(1);
  const value = new Float32Array(bits.buffer);
  return (view, at) => {
    bits[0] = view.getUint16(at, isLittle) << 16;
    return value[0]!;
  };
}
