import type { BitReader } from './bit-reader.ts';

/** A canonical Huffman code. */
export interface HuffmanCode {
  /** The next symbol; -1 where the bits are no code word. */
  read(bits: BitReader): number;
}

const fastBits = 10;

/**
 * The code whose symbol k has `lengths[k]` bits, at most 20: short code words take one look into a table, longer ones are found by their
 * length (Moffat and Turpin 1997, "On the implementation of minimum redundancy prefix codes").
 */
export function createHuffmanCode(lengths: Uint8Array): HuffmanCode {
  const maxLength = Math.max(...lengths);
  const { order, firstCode, firstPlace } = sortSymbols(lengths, maxLength);
  const fast = fillFastTable(lengths, { order, firstCode, firstPlace });

  function readSlowly(bits: BitReader): number {
    let code = bits.read(fastBits);
    for (let length = fastBits + 1; length <= maxLength; length++) {
      code = 2 * code + bits.read(1);
      const place = code - firstCode[length]!;
      const count = firstPlace[length + 1]! - firstPlace[length]!;
      if (place >= 0 && place < count) return order[firstPlace[length]! + place]!;
    }
    return -1;
  }

  return {
    read: (bits) => {
      const found = fast[bits.peek(fastBits)]!;
      if (found === 0) return readSlowly(bits);
      bits.skip(found & 31);
      return (found >>> 5) - 1;
    },
  };
}

interface Sorted {
  /** The symbols by the length of their code words. */
  readonly order: Uint16Array;
  /** By length: the first code word of that length, and its symbol's place in the order. */
  readonly firstCode: Uint32Array;
  readonly firstPlace: Uint32Array;
}

function sortSymbols(lengths: Uint8Array, maxLength: number): Sorted {
  const order = new Uint16Array(lengths.length);
  const firstCode = new Uint32Array(maxLength + 2);
  const firstPlace = new Uint32Array(maxLength + 2);
  let place = 0;
  let code = 0;
  for (let length = 1; length <= maxLength; length++) {
    code *= 2;
    firstCode[length] = code;
    firstPlace[length] = place;
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] !== length) continue;
      order[place++] = symbol;
      code++;
    }
  }
  firstPlace[maxLength + 1] = place;
  return { order, firstCode, firstPlace };
}

/** By the next bits: the symbol plus one and the length of its code word; 0 where it is longer, or none. */
function fillFastTable(lengths: Uint8Array, { order, firstCode, firstPlace }: Sorted): Uint16Array {
  const table = new Uint16Array(1 << fastBits);
  order.forEach((symbol, place) => {
    const length = lengths[symbol]!;
    if (length > fastBits) return;
    const code = firstCode[length]! + place - firstPlace[length]!;
    const start = code << (fastBits - length);
    table.fill(((symbol + 1) << 5) | length, start, start + (1 << (fastBits - length)));
  });
  return table;
}
