// Curves without their jitter.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { append, type Series, values } from '../run/series.ts';
import { type Smoothing, smoothed } from './smoothing.ts';

function grow(points: readonly number[], every = 1, from?: Series): Series {
  const series = points.reduce<Series | undefined>(
    (grown, value) => append(grown, every * (grown?.length ?? 0), value),
    from,
  );
  if (series === undefined) throw new Error('a curve needs a point');
  return series;
}

// 0 has a sign, which no mean keeps.
const finite = fc.double({ noNaN: true, min: -1e6, max: 1e6 }).map((value) => value + 0);
const list = fc.array(finite, { minLength: 1, maxLength: 200 });
const smoothing: fc.Arbitrary<Smoothing> = fc.record({
  kind: fc.constantFrom('exponential', 'window'),
  width: fc.integer({ min: 1, max: 100 }),
});

test('constants stay what they are to the last bit', () => {
  fc.assert(
    fc.property(finite, fc.integer({ min: 1, max: 150 }), smoothing, (value, length, how) => {
      const series = grow(Array(length).fill(value));
      expect([...smoothed(series, how)]).toEqual([...values(series)]);
    }),
  );
});

test('no smoothed value is beyond those it is made of', () => {
  fc.assert(
    fc.property(list, smoothing, (points, how) => {
      const found = smoothed(grow(points), how);
      const slack = 1e-9 * Math.max(...points.map(Math.abs));
      expect(Math.max(...found)).toBeLessThanOrEqual(Math.max(...points) + slack);
      expect(Math.min(...found)).toBeGreaterThanOrEqual(Math.min(...points) - slack);
    }),
  );
});

test('point by point and all at once are the same', () => {
  fc.assert(
    fc.property(list, smoothing, (points, how) => {
      let series: Series | undefined;
      let found = new Float64Array();
      points.forEach((value, i) => {
        series = append(series, i, value);
        found = Float64Array.from(smoothed(series, how));
      });
      expect([...found]).toEqual([...smoothed(grow(points), how)]);
    }),
  );
});

test('a window of three steps is the mean of three values, of fewer at the start', () => {
  const how: Smoothing = { kind: 'window', width: 3 };
  expect([...smoothed(grow([3, 5, 7, 9]), how)]).toEqual([3, 4, 5, 7]);
});

test('evaluations are averaged over steps, not over points', () => {
  const how: Smoothing = { kind: 'window', width: 10 };
  expect([...smoothed(grow([0, 2, 4, 6], 5), how)]).toEqual([0, 1, 3, 5]);
  expect([...smoothed(grow([0, 2, 4, 6], 10), how)]).toEqual([0, 2, 4, 6]);
});

test('the exponential mean begins at the first value, without a bias to 0', () => {
  const [first, second] = smoothed(grow([10, 0]), { kind: 'exponential', width: 3 });
  expect(first).toBe(10);
  // Weights 1/2 and 1.
  expect(second).toBeCloseTo(10 / 3, 12);
});

test('what is not a number is stepped over', () => {
  const points = [1, Number.NaN, 1, Number.POSITIVE_INFINITY, 1];
  for (const kind of ['exponential', 'window'] as const) {
    expect([...smoothed(grow(points), { kind, width: 4 })]).toEqual([1, 1, 1, 1, 1]);
  }
});

test('without smoothing the numbers are not copied', () => {
  const series = grow([1, 2]);
  expect(smoothed(series, { kind: 'off', width: 10 }).buffer).toBe(values(series).buffer);
});
