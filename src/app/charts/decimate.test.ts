// What is left of a curve when it is drawn.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstFrom } from '../run/series.ts';
import { decimate, within } from './decimate.ts';

const curve = (values: readonly number[]) => ({
  x: Float64Array.from(values, (_, i) => i),
  y: Float64Array.from(values),
});
const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

test('lowest and highest survive, and what is kept was there, in order', () => {
  const list = fc.array(finite, { minLength: 1, maxLength: 600 });
  fc.assert(
    fc.property(list, fc.integer({ min: 1, max: 40 }), (values, columns) => {
      const { x, y } = decimate(curve(values), 0, values.length - 1, columns);
      expect(Math.min(...y)).toBe(Math.min(...values));
      expect(Math.max(...y)).toBe(Math.max(...values));
      expect([x[0], x[x.length - 1]]).toEqual([0, values.length - 1]);
      expect([...x]).toEqual([...new Set(x)].sort((a, b) => a - b));
      x.forEach((at, i) => {
        expect(y[i]).toBe(values[at]);
      });
      expect(x.length).toBeLessThanOrEqual(4 * (columns + 1));
    }),
  );
});

test('one spike in 10,000 steps is drawn, in at most four points per pixel', () => {
  const values = Array.from({ length: 10_000 }, (_, i) => (i === 7_777 ? 50 : Math.sin(i)));
  const { y } = decimate(curve(values), 0, 9_999, 300);
  expect(Math.max(...y)).toBe(50);
  expect(y.length).toBeLessThanOrEqual(1_204);
});

test('what is not a number hides no other', () => {
  const values = Array.from({ length: 100 }, (_, i) => (i % 10 === 0 ? Number.NaN : i));
  const { y } = decimate(curve(values), 0, 99, 5);
  expect([...y].filter((value) => !Number.isNaN(value))).toEqual(expect.arrayContaining([1, 99]));
});

test('few points are not touched and not copied', () => {
  const points = curve([3, 1, 2]);
  expect(decimate(points, 0, 2, 10).y.buffer).toBe(points.y.buffer);
});

test('a part has one point more on each side', () => {
  const points = curve([0, 10, 20, 30, 40, 50]);
  expect([...within(points, 2, 3).y]).toEqual([10, 20, 30, 40]);
  expect([...within(points, 1.5, 3.5).y]).toEqual([10, 20, 30, 40]);
  expect([...within(points, -5, 99).y]).toEqual([0, 10, 20, 30, 40, 50]);
  expect([...within(points, 70, 99).y]).toEqual([50]);
});

test('firstFrom gives the index of the first number not below a value', () => {
  const sorted = Float64Array.of(1, 3, 3, 7);
  expect([0, 1, 2, 3, 4, 8].map((least) => firstFrom(sorted, least))).toEqual([0, 0, 1, 1, 3, 4]);
});
