// Steps, seconds and tokens along the horizontal axis.
import { expect, test } from 'vitest';
import { append, type Series, steps, values } from '../run/series.ts';
import { along, isCounted, places, stepAt, X_AXES } from './axis.ts';

function curve(...points: readonly (readonly [number, number])[]): Series {
  const [first, ...rest] = points;
  if (first === undefined) throw new Error('a curve needs a point');
  return rest.reduce((series, [x, y]) => append(series, x, y), append(undefined, ...first));
}

const SECONDS = curve([1, 2], [2, 3], [3, 5], [4, 9]);

test('a step is drawn where it was done; step 0 at 0; those to come as far as the others took', () => {
  expect([0, 1, 3, 4, 8].map((step) => along(SECONDS, step))).toEqual([0, 2, 5, 9, 18]);
  expect(along(null, 7)).toBe(7);
});

test('an x value gives the nearest step', () => {
  expect([0, 0.9, 1.5, 2.9, 6, 8, 99].map((x) => stepAt(SECONDS, x))).toEqual([
    0, 0, 1, 2, 3, 4, 4,
  ]);
  expect(stepAt(null, 7)).toBe(7);
});

test('curves of every step share the axis, others are looked up', () => {
  const reward = curve([1, 0.5], [2, 0.5], [3, 0.5]);
  expect(places(reward, SECONDS).buffer).toBe(values(SECONDS).buffer);
  expect([...places(reward, SECONDS)]).toEqual([2, 3, 5]);
  expect([...places(curve([0, 1], [2, 1], [4, 1]), SECONDS)]).toEqual([0, 3, 9]);
  expect(places(reward, null).buffer).toBe(steps(reward).buffer);
});

test('seconds or tokens that were not counted from the first step are no axis', () => {
  expect(isCounted(SECONDS)).toBe(true);
  expect(isCounted(null)).toBe(true);
  expect(isCounted(undefined)).toBe(false);
  expect(isCounted(curve([20, 4], [21, 5]))).toBe(false);
});

test('large counts and long times are short to read', () => {
  const { steps, tokens, seconds } = X_AXES;
  expect([400, 9_999, 20_000].map(steps.format)).toEqual(['400', '9999', '20k']);
  expect([1_250_000, 500].map(tokens.format)).toEqual(['1.25M', '500']);
  expect([2.5, 61, 7_200].map(seconds.format)).toEqual(['2.5 s', '1:01', '2:00:00']);
});
