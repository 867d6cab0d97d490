import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../../../../src/shared/projection/random.ts';
import { readNumber } from '../../../../../../../src/main/core/vectors/import/formats/text/read-number.ts';

function read(text: string): number {
  const bytes = Buffer.from(`<${text}>`);
  return readNumber(bytes, 1, bytes.length - 1);
}

describe('readNumber', () => {
  it.each([
    ...[
      '0',
      '-0',
      '1',
      '+1',
      '-0.044457',
      '.5',
      '5.',
      '0.00066023',
      '-7.0514e-7',
      '1E3',
      '2.5e+10',
      '1e-320',
    ],
    ...[
      '123456789012345678901234567890',
      '0.1234567890123456789',
      '9007199254740993',
      '1.7976931348623157e308',
    ],
  ])('reads %s to the last bit', (text) => expect(read(text)).toBe(Number(text)));

  it('reads thousands of random numbers to the last bit', () => {
    const random = createRandom(1);
    for (let turn = 0; turn < 20_000; turn++) {
      const text = ((random() - 0.5) * 10 ** Math.floor(random() * 8)).toPrecision(
        1 + Math.floor(random() * 17),
      );
      expect(read(text)).toBe(Number(text));
    }
  });

  it.each(['', '-', '+', '.', 'e5', 'abc', '1,5', '1.2.3', '0x10', '1e', '--1', '1 2', '12abc'])(
    'takes %j for no number',
    (text) => expect(read(text)).toBeNaN(),
  );

  it('reads infinity as such', () => {
    expect(read('inf')).toBe(Infinity);
    expect(read('-Infinity')).toBe(-Infinity);
    expect(read('nan')).toBeNaN();
  });
});
