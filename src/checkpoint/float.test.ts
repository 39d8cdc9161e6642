// Half-precision floats: all 65,536 bit patterns, rounding, overflow.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bf16ToNumber, f16ToNumber, numberToBf16, numberToF16 } from './float.ts';

const bits16 = Array.from({ length: 0x10000 }, (_, bits) => bits);

test('every finite f16 survives the way through a number', () => {
  const finite = bits16.filter((bits) => Number.isFinite(f16ToNumber(bits)));
  expect(finite).toHaveLength(2 * 31 * 1024);
  expect(finite.filter((bits) => numberToF16(f16ToNumber(bits)) !== bits)).toEqual([]);
});

test('every finite bf16 survives the way through a number', () => {
  const finite = bits16.filter((bits) => Number.isFinite(bf16ToNumber(bits)));
  expect(finite).toHaveLength(2 * 255 * 128);
  expect(finite.filter((bits) => numberToBf16(bf16ToNumber(bits)) !== bits)).toEqual([]);
});

test.each([
  [1, 0x3c00],
  [-2, 0xc000],
  [65504, 0x7bff],
  [65519, 0x7bff],
  [2 ** -14, 0x0400],
  [2 ** -24, 0x0001],
  [1.5 * 2 ** -24, 0x0002],
  [2.5 * 2 ** -24, 0x0002],
  [2 ** -25, 0x0000],
  [1.01 * 2 ** -25, 0x0001],
  [1 + 2 ** -11, 0x3c00],
  [1 + 3 * 2 ** -11, 0x3c02],
  [2 - 2 ** -11, 0x4000],
])('f16 of %d', (value, bits) => {
  expect(numberToF16(value)).toBe(bits);
});

test.each([65520, -65520, 1e30])('%d is too large for f16', (value) => {
  expect(numberToF16(value)).toBeNull();
});

test.each([
  [1 + 2 ** -8, 0x3f80],
  [1 + 3 * 2 ** -8, 0x3f82],
  [Math.fround(1e-40), 0x0001],
])('bf16 of %d', (value, bits) => {
  expect(numberToBf16(value)).toBe(bits);
});

test('the largest f32 is too large for bf16', () => {
  expect(numberToBf16(Math.fround(3.4028234e38))).toBeNull();
});

/** Whether no neighbour of the written number is nearer. */
function isNearest(value: number, bits: number, toNumber: (bits: number) => number): boolean {
  const distance = Math.abs(toNumber(bits) - value);
  return [bits - 1, bits + 1].every((near) => {
    const other = near < 0 ? Number.NaN : toNumber(near);
    const further = Math.abs(other - value);
    return (
      !Number.isFinite(further) || distance < further || (distance === further && bits % 2 === 0)
    );
  });
}

test('rounding takes the nearest half, ties to even', () => {
  const value = fc.float({ min: Math.fround(-65000), max: Math.fround(65000), noNaN: true });
  fc.assert(
    fc.property(value, (x) => {
      expect(isNearest(x, numberToF16(x) ?? -1, f16ToNumber)).toBe(true);
      expect(isNearest(x, numberToBf16(x) ?? -1, bf16ToNumber)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});
