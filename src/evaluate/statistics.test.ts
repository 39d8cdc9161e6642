// Estimates against published or hand-computed values.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mean, meanInterval, passAtK, ratio, wilson } from './statistics.ts';

test('Wilson intervals of 0, 8 and 10 of 10', () => {
  const table = [
    [0, 0, 0.2775],
    [8, 0.4902, 0.9433],
    [10, 0.7225, 1],
  ] as const;
  for (const [successes, low, high] of table) {
    const interval = wilson(successes, 10);
    expect(interval[0]).toBeCloseTo(low, 4);
    expect(interval[1]).toBeCloseTo(high, 4);
  }
  expect(() => wilson(0, 0)).toThrow('0 of 0');
  expect(() => wilson(3, 2)).toThrow('3 of 2');
});

test('Wilson intervals hold the share and stay inside [0, 1]', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), fc.nat(5000), (n, c) => {
      const successes = c % (n + 1);
      const [low, high] = wilson(successes, n);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeLessThanOrEqual(1);
      expect(low).toBeLessThanOrEqual(successes / n + 1e-12);
      expect(high).toBeGreaterThanOrEqual(successes / n - 1e-12);
    }),
  );
});

test('mean with its normal interval; none from one value', () => {
  expect(mean([1, 2, 6])).toBe(3);
  const [low, high] = meanInterval([1, 2, 3]) ?? [];
  expect(low).toBeCloseTo(2 - 1.959964 / Math.sqrt(3), 5);
  expect(high).toBeCloseTo(2 + 1.959964 / Math.sqrt(3), 5);
  expect(meanInterval([1])).toBeNull();
});

test('a ratio of equal wholes is a mean; of unequal ones it weighs by size', () => {
  const equal = ratio([1, 2, 3].map((part) => ({ part, whole: 4 })));
  const [low, high] = meanInterval([0.25, 0.5, 0.75]) ?? [];
  expect(equal?.value).toBe(0.5);
  expect(equal?.interval?.[0]).toBeCloseTo(low ?? 0, 12);
  expect(equal?.interval?.[1]).toBeCloseTo(high ?? 0, 12);
  const unequal = ratio([
    { part: 1, whole: 1 },
    { part: 0, whole: 3 },
  ]);
  // Shifts are (1 - 0.25) * 2 / 4 and (0 - 0.75) * 2 / 4, so the standard error is 0.375.
  expect(unequal?.value).toBe(0.25);
  expect(unequal?.interval?.[1]).toBeCloseTo(0.25 + 1.959964 * 0.375, 5);
  expect(ratio([{ part: 0, whole: 0 }])).toBeNull();
});

/** C(n, k) */
const choose = (n: number, k: number): number =>
  k === 0 ? 1 : n < k ? 0 : (choose(n - 1, k - 1) * n) / k;

test('pass@k is 1 - C(n - c, k) / C(n, k)', () => {
  expect(passAtK(5, 2, 1)).toBeCloseTo(0.4, 12);
  expect(passAtK(4, 2, 2)).toBeCloseTo(5 / 6, 12);
  expect(passAtK(4, 3, 2)).toBe(1);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), fc.nat(), fc.nat(), (n, a, b) => {
      const [c, k] = [a % (n + 1), 1 + (b % n)];
      expect(passAtK(n, c, k)).toBeCloseTo(1 - choose(n - c, k) / choose(n, k), 9);
    }),
  );
  expect(() => passAtK(4, 2, 5)).toThrow('k from 1 to n');
});
