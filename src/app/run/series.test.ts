// Curves: appending is pure and loses nothing.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { append, lastValue, type Series, steps, valueAt, values } from './series.ts';

const grow = (points: readonly number[], from?: Series) =>
  points.reduce<Series | undefined>((series, value, i) => append(series, i, value), from);

test('all points are kept, in order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ noNaN: true }), { minLength: 1, maxLength: 300 }),
      (points) => {
        const series = grow(points);
        if (series === undefined) throw new Error('no series');
        expect([...values(series)]).toEqual(points);
        expect([...steps(series)]).toEqual(points.map((_, i) => i));
        expect(lastValue(series)).toBe(points.at(-1));
      },
    ),
  );
});

test('two continuations of one series do not disturb each other', () => {
  const base = grow(Array.from({ length: 64 }, (_, i) => i));
  const left = append(base, 64, 1);
  const right = append(append(base, 64, 2), 65, 3);
  expect([...values(left)].slice(-2)).toEqual([63, 1]);
  expect([...values(right)].slice(-3)).toEqual([63, 2, 3]);
  expect(base?.length).toBe(64);
});

test('a value holds until the next point', () => {
  const series = append(append(undefined, 0, 0.2), 10, 0.6);
  expect([-1, 0, 9, 10, 99].map((step) => valueAt(series, step))).toEqual([
    null,
    0.2,
    0.2,
    0.6,
    0.6,
  ]);
  expect(valueAt(undefined, 3)).toBeNull();
});
