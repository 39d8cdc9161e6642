// Medians, ratios and exponents on random numbers and on small worked cases.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exponent, median, ratios, spread } from './statistics.ts';

const times = fc.array(fc.double({ min: 0.1, max: 1e4, noNaN: true }), {
  minLength: 1,
  maxLength: 9,
});

test('half the values lie on each side of the median, whatever their order', () => {
  fc.assert(
    fc.property(times, (values) => {
      const middle = median(values);
      expect(values.filter((value) => value < middle).length * 2).toBeLessThanOrEqual(
        values.length,
      );
      expect(values.filter((value) => value > middle).length * 2).toBeLessThanOrEqual(
        values.length,
      );
      expect(median([...values].reverse())).toBe(middle);
    }),
  );
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(spread([3, 1, 2])).toEqual({ median: 2, least: 1, most: 3 });
  expect(() => median([])).toThrow('at least one');
});

test('ratios go round by round: a load on one round falls on both', () => {
  expect(ratios([10, 100, 10], [20, 200, 20])).toEqual({ median: 0.5, least: 0.5, most: 0.5 });
  expect(ratios([1, 2, 9], [2, 2, 3]).median).toBe(1);
  expect(() => ratios([1], [1, 2])).toThrow('1 and 2 rounds');
});

test('a power law has its power as exponent', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -3, max: 3, noNaN: true }),
      fc.double({ min: 0.1, max: 10, noNaN: true }),
      (power, scale) => {
        const points = [1, 3, 7, 20].map((x) => [x, scale * x ** power] as const);
        expect(exponent(points)).toBeCloseTo(power, 8);
      },
    ),
  );
  expect(() => exponent([[1, 1]])).toThrow('needs two');
});
