import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../../../../src/shared/projection/random.ts';
import {
  readNumber,
  scanNumber,
} from '../../../../../../../src/main/core/vectors/import/formats/text/scan-number.ts';

function read(text: string): number {
  const bytes = Buffer.from(`<${text}>`);
  return readNumber(bytes, 1, bytes.length - 1);
}

/** Object.is tells -0 from 0. */
function expectExact(text: string): void {
  expect(Object.is(Math.fround(read(text)), Math.fround(Number(text))), text).toBe(true);
}

describe('scanNumber', () => {
  it.each([
    ...[
      '0',
      '-0',
      '-0.0',
      '1',
      '+1',
      '-0.044457',
      '.5',
      '-.5',
      '5.',
      '0.00066023',
      '-7.0514e-7',
      '1E3',
      '2.5e+10',
    ],
    ...[
      '1e-320',
      '1e-45',
      '1e-46',
      '1.7976931348623157e308',
      '3.4028235e38',
      '3.4028236e38',
      '1e400',
      '-1e-400',
    ],
    ...['123456789012345678901234567890', '0.1234567890123456789', '9007199254740993', '0e999999999999'],
    ...['2147483647', '2147483648', '214748364.75', '2147483640.5', '00000000000000000000000.25'],
    ...['0.00000000000000000000001', '0.000000000000000000000012345', '1.234500000000000000e+00'],
    // Half way between two float32, and just beside: rounding twice would go wrong.
    ...[
      '16777217',
      '16777219',
      '16777217.0000000001',
      '16777216.9999999999',
      '0.500000029802322387695312499999',
    ],
    ...['0.5000000298023223876953125', '0.500000029802322387695312500001'],
  ])('reads %s to the last bit of a float32', expectExact);

  it('reads random numbers to the last bit, however they are written', () => {
    const random = createRandom(1);
    for (let turn = 0; turn < 20_000; turn++) {
      const value = (random() - 0.5) * 10 ** Math.floor(random() * 40 - 20);
      const digits = 1 + Math.floor(random() * 20);
      for (const text of [
        value.toPrecision(digits),
        value.toExponential(digits),
        String(Math.fround(value)),
      ]) {
        expectExact(text);
      }
    }
  });

  it('reads numbers of up to 15 digits as what they are', () => {
    expect([read('0.1'), read('123456789012345'), read('1e-5')]).toEqual([0.1, 123456789012345, 1e-5]);
  });

  it('stops behind the number', () => {
    const bytes = Buffer.from('-1.5e3,1e,7 ');
    const cursor = { at: 0 };
    const values = [0, 7, 10].map((at) => {
      cursor.at = at;
      return [scanNumber(bytes, cursor), cursor.at];
    });
    expect(values).toEqual([
      [-1500, 6],
      [1, 8],
      [7, 11],
    ]);
  });

  it.each([
    '',
    '-',
    '+',
    '.',
    '-.',
    'e5',
    'abc',
    '1,5',
    '1.2.3',
    '0x10',
    '1e',
    '1e+',
    '--1',
    '1 2',
    '12abc',
    '1_000',
    'nan',
    'inf',
  ])('takes %j for no number', (text) => expect(read(text)).toBeNaN());
});
