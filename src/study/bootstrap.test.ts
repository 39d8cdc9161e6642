// Bootstrap intervals against closed forms, published quantiles and known distributions.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { at } from '../at.ts';
import { mean, ratio } from '../evaluate/statistics.ts';
import { draws } from '../random/random.ts';
import { estimate, resamples, type SeedMeasurement, studentT, variance } from './bootstrap.ts';

test.each([
  [2, 4.303],
  [4, 2.776],
  [9, 2.262],
  [29, 2.045],
])('Student’s t of %i degrees of freedom', (freedom, quantile) => {
  expect(Math.abs(studentT(freedom) / quantile - 1)).toBeLessThan(0.01);
});

test('resamples are the same every time and within bounds', () => {
  const plan = resamples(4, 30);
  expect(resamples(4, 30)).toEqual(plan);
  expect(Math.max(...plan.ofSeeds)).toBe(3);
  expect(Math.max(...plan.ofProblems)).toBe(29);
  expect(resamples(4, 31).ofSeeds).not.toEqual(plan.ofSeeds);
});

const alone = (value: number): SeedMeasurement => ({ parts: [value], wholes: null });

test('with one number per seed the interval is about Student’s', () => {
  const random = draws({ seed: 5, stream: 'data', step: 0, sequence: 0 });
  for (const seeds of [5, 10, 20]) {
    const values = Array.from({ length: seeds }, () => random.normal());
    const found = estimate(values.map(alone), null, resamples(seeds, 1));
    const [low, high] = found.interval ?? [];
    const expected = studentT(seeds - 1) * Math.sqrt(variance(values) / seeds);
    expect(found.value).toBeCloseTo(mean(values), 12);
    expect(((high ?? 0) - (low ?? 0)) / 2 / expected).toBeCloseTo(1, 0.7);
    expect(found.seedDeviation).toBeCloseTo(Math.sqrt(variance(values)), 12);
    expect(found.evaluationError).toBeNull();
  }
});

test('the interval of ten seeds holds the true mean in about 95 % of experiments', () => {
  const random = draws({ seed: 6, stream: 'data', step: 0, sequence: 0 });
  const plan = resamples(10, 20);
  const held = Array.from({ length: 300 }, () => {
    const cells = Array.from({ length: 10 }, () => {
      const shift = random.normal();
      return { parts: Array.from({ length: 20 }, () => shift + random.normal()), wholes: null };
    });
    const [low, high] = estimate(cells, null, plan).interval ?? [0, 0];
    return low <= 0 && high >= 0 ? 1 : 0;
  });
  expect(mean(held)).toBeGreaterThan(0.92);
  expect(mean(held)).toBeLessThan(0.995);
});

test('seed variance and evaluation noise are separated', () => {
  const random = draws({ seed: 7, stream: 'data', step: 0, sequence: 0 });
  const cells = Array.from({ length: 60 }, () => {
    const shift = 0.5 * random.normal();
    return { parts: Array.from({ length: 50 }, () => shift + 2 * random.normal()), wholes: null };
  });
  const found = estimate(cells, null, resamples(60, 50));
  expect(found.evaluationError).toBeCloseTo(2 / Math.sqrt(50), 1);
  expect(Math.abs((found.seedDeviation ?? 0) - 0.5)).toBeLessThan(0.12);
});

test('evaluation noise is that of a ratio', () => {
  const parts = [1, 0, 2, 3, 1];
  const wholes = [2, 1, 4, 3, 5];
  const found = estimate([{ parts, wholes }], null, resamples(1, 5));
  const [low, high] =
    ratio(parts.map((part, i) => ({ part, whole: at(wholes, i) })))?.interval ?? [];
  expect(found.value).toBeCloseTo(7 / 15, 12);
  expect(found.evaluationError).toBeCloseTo(((high ?? 0) - (low ?? 0)) / 2 / 1.959964, 6);
});

const seeds = fc.integer({ min: 3, max: 6 });
const cells = (count: number) =>
  fc.array(fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 4, maxLength: 4 }), {
    minLength: count,
    maxLength: count,
  });

test('what is paired cancels: a shift of every problem is found without noise', () => {
  fc.assert(
    fc.property(seeds.chain(cells), fc.double({ min: -3, max: 3, noNaN: true }), (table, shift) => {
      const below = table.map((parts) => ({ parts, wholes: null }));
      const above = table.map((parts) => ({ parts: parts.map((x) => x + shift), wholes: null }));
      const found = estimate(above, below, resamples(table.length, 4));
      for (const number of [found.value, ...(found.interval ?? []), ...found.bySeed]) {
        expect(number).toBeCloseTo(shift, 9);
      }
      expect(found.evaluationError).toBeCloseTo(0, 9);
      expect(found.seedDeviation).toBeCloseTo(0, 6);
    }),
    { numRuns: 20 },
  );
});

test('the other way round the difference and its interval change sign', () => {
  fc.assert(
    fc.property(cells(4), cells(4), (a, b) => {
      const of = (table: number[][]) => table.map((parts) => ({ parts, wholes: null }));
      const plan = resamples(4, 4);
      const there = estimate(of(a), of(b), plan);
      const back = estimate(of(b), of(a), plan);
      expect(back.value).toBeCloseTo(-there.value, 9);
      expect(back.interval?.[0]).toBeCloseTo(-(there.interval?.[1] ?? 0), 9);
    }),
    { numRuns: 20 },
  );
});

test('fewer than three seeds have no interval', () => {
  const found = estimate([alone(1), alone(3)], null, resamples(2, 1));
  expect(found).toMatchObject({ value: 2, interval: null, seedDeviation: null });
});

test('tables of another size are refused', () => {
  expect(() => estimate([alone(1)], null, resamples(2, 1))).toThrow('1 seeds of 1 problems');
});
