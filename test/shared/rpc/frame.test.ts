import { describe, expect, it } from 'vitest';
import { hasCode } from '../../../src/shared/errors.ts';
import { decodeFrame, encodeFrame } from '../../../src/shared/rpc/frame.ts';

/** A frame with a header of the caller's making, as an enemy would send it. */
function forge(header: string, payload = new Uint8Array(0), headerLength?: number): Uint8Array {
  const text = new TextEncoder().encode(header);
  const start = Math.ceil((8 + text.length) / 8) * 8;
  const frame = new Uint8Array(start + payload.length);
  const view = new DataView(frame.buffer);
  view.setUint32(0, 0x314d4553, true);
  view.setUint32(4, headerLength ?? text.length, true);
  frame.set(text, 8);
  frame.set(payload, start);
  return frame;
}

function forgeArrays(message: unknown, arrays: unknown, payload?: Uint8Array<ArrayBuffer>): Uint8Array {
  return forge(JSON.stringify({ message, arrays }), payload);
}

function expectRefused(frame: Uint8Array): void {
  let thrown: unknown;
  try {
    decodeFrame(frame);
  } catch (error) {
    thrown = error;
  }
  expect(hasCode(thrown, 'invalid-input')).toBe(true);
}

describe('frames', () => {
  it('carry plain data and typed arrays of every kind, wherever they stand', () => {
    const message = {
      kind: 'answer',
      id: 7,
      output: {
        text: 'bänk 銀行 🏦',
        positions: Float32Array.of(1.5, -2, 3.25),
        nested: [{ indices: Uint32Array.of(1, 2 ** 32 - 1) }, null, 'x', { bytes: Uint8Array.of(1, 2, 3) }],
        empty: new Float64Array(0),
        signed: Int32Array.of(-1),
        short: Uint16Array.of(65535),
      },
    };
    expect(decodeFrame(encodeFrame(message))).toEqual(message);
  });

  it('carry a message that is itself an array of numbers', () => {
    expect(decodeFrame(encodeFrame(Float32Array.of(1, 2)))).toEqual(Float32Array.of(1, 2));
  });

  it('send only the bytes of a view, and give each array memory of its own', () => {
    const memory = new Float32Array(100_000);
    memory.fill(7, 10, 12);
    const frame = encodeFrame({ a: memory.subarray(10, 12), b: memory.subarray(11, 12) });
    expect(frame.byteLength).toBeLessThan(300);
    const { a, b } = decodeFrame(frame) as { a: Float32Array; b: Float32Array };
    expect([...a, ...b]).toEqual([7, 7, 7]);
    expect(a.buffer.byteLength).toBe(8);
    expect(b.buffer).not.toBe(a.buffer);
  });

  it('are read from any place in memory', () => {
    const frame = encodeFrame({ a: Float64Array.of(1, 2) });
    const shifted = new Uint8Array(frame.length + 3);
    shifted.set(frame, 3);
    expect(decodeFrame(shifted.subarray(3))).toEqual({ a: Float64Array.of(1, 2) });
  });

  it('leave a word that looks like machinery alone', () => {
    const message = { arrays: [{ type: 'Float32Array' }], __proto: 1, message: null, constructor: 'x' };
    expect(decodeFrame(encodeFrame(message))).toEqual(message);
  });

  it('refuse to send what they cannot carry', () => {
    expect(() => encodeFrame({ view: new DataView(new ArrayBuffer(8)) })).toThrow(/DataView cannot be sent/);
    expect(() => encodeFrame({ big: new BigInt64Array(1) })).toThrow(/BigInt64Array cannot be sent/);
  });
});

describe('hostile frames', () => {
  it('are refused when cut at any byte, or longer than they say', () => {
    const frame = encodeFrame({ kind: 'call', input: { a: Float32Array.of(1, 2, 3) } });
    for (let length = 0; length < frame.length; length++) expectRefused(frame.subarray(0, length));
    const longer = new Uint8Array(frame.length + 8);
    longer.set(frame);
    expectRefused(longer);
  });

  it('are refused when they are other bytes', () => {
    expectRefused(new TextEncoder().encode('{"kind":"call","id":1}'));
    expectRefused(forge('{"message":'));
    expectRefused(forge('"text"'));
    expectRefused(forge('null'));
    expectRefused(forge('{"arrays":[]}'));
    expectRefused(forge('{"message":1}'));
    expectRefused(forge('{"message":1,"arrays":{"length":1}}'));
    expectRefused(forge('\xff', new Uint8Array(0), 1));
  });

  it('are refused when a length is no count or larger than the frame', () => {
    const path = ['a'];
    for (const length of [-1, 1.5, 2 ** 31, Number.MAX_SAFE_INTEGER, 1e300, null, '4']) {
      expectRefused(forgeArrays({ a: null }, [{ type: 'Float64Array', length, path }], new Uint8Array(32)));
    }
    expectRefused(forge('{"message":1,"arrays":[]}', new Uint8Array(0), 2 ** 32 - 1));
  });

  it('are refused when an array has an unknown type or no place', () => {
    const payload = new Uint8Array(8);
    for (const type of ['Function', 'constructor', '__proto__', 'toString', 'BigInt64Array', 1, null]) {
      expectRefused(forgeArrays({ a: null }, [{ type, length: 1, path: ['a'] }], payload));
    }
    for (const path of [undefined, 'a', ['b'], ['a', 'b'], [1], Array<string>(100).fill('a'), ['length']]) {
      expectRefused(forgeArrays({ a: null }, [{ type: 'Uint8Array', length: 1, path }], payload));
    }
    expectRefused(forgeArrays({ a: null }, [null], payload));
    expectRefused(forgeArrays({ a: 1 }, [{ type: 'Uint8Array', length: 1, path: ['a'] }], payload));
  });

  it('never reach a prototype', () => {
    const entry = (path: string[]) => ({ type: 'Uint8Array', length: 1, path });
    for (const path of [
      ['__proto__'],
      ['constructor', 'prototype'],
      ['__proto__', 'polluted'],
      ['toString'],
    ]) {
      expectRefused(forgeArrays({ a: null }, [entry(path)], new Uint8Array(8)));
    }
    const own = '{"message":{"__proto__":{"polluted":null}},"arrays":[';
    const forged = `${own}${JSON.stringify(entry(['__proto__', 'polluted']))}]}`;
    expectRefused(forge(forged, new Uint8Array(8)));
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('cannot put two arrays in one place, nor one inside another', () => {
    const entry = (path: string[]) => ({ type: 'Uint8Array', length: 1, path });
    expectRefused(forgeArrays({ a: null }, [entry(['a']), entry(['a'])], new Uint8Array(16)));
    expectRefused(forgeArrays({ a: null }, [entry(['a']), entry(['a', '0'])], new Uint8Array(16)));
  });
});
