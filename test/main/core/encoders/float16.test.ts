import { expect, it } from 'vitest';
import { fromFloat16Bits } from '../../../../src/main/core/encoders/float16.ts';

it('widens half precision numbers exactly', () => {
  const bits = Uint16Array.of(0x3c00, 0xc000, 0x7bff, 0x0400, 0x0001, 0x0000, 0x3555, 0x7c00, 0xfc00);
  expect([...fromFloat16Bits(bits)]).toEqual([
    1,
    -2,
    65504,
    2 ** -14,
    2 ** -24,
    0,
    0.333251953125,
    Infinity,
    -Infinity,
  ]);
  expect(fromFloat16Bits(Uint16Array.of(0x7e00))[0]).toBeNaN();
});
