// What a chart's pixels show.
import { expect, test } from 'vitest';
import { aligned, picture } from './layout.ts';
import { fitScale } from './scale.ts';

const points = (x: readonly number[], y: readonly number[]) => ({
  x: Float64Array.from(x),
  y: Float64Array.from(y),
});
const FRAME = {
  x: [0, 10],
  columns: 100,
  scaleFor: fitScale.bind(null, 'linear', 'nats'),
} as const;

test('heights are shares of an axis that holds curves and bands in the range only', () => {
  const curve = {
    ...points([0, 5, 10, 20, 30], [1, 2, 1, 3, 900]),
    band: { low: points([0, 10], [0, 0.5]), high: points([0, 10], [4, 8]) },
  };
  const { curves, scale } = picture([curve], FRAME);
  expect(scale.ticks).toEqual([0, 4, 8]);
  expect([...(curves[0]?.y ?? [])]).toEqual([0.125, 0.25, 0.125, 0.375]);
  expect([...(curves[0]?.band?.high.y ?? [])]).toEqual([0.5, 1]);
});

test('curves with other steps meet on the union of them', () => {
  const { x, ys } = aligned([points([0, 2], [1, 3]), points([], []), points([1, 2], [5, 6])]);
  expect(x).toEqual([0, 1, 2]);
  expect(ys).toEqual([
    [1, null, 3],
    [null, null, null],
    [null, 5, 6],
  ]);
});

test('what is not a number is a gap; of points at one place the last is drawn', () => {
  const { x, ys } = aligned([points([0, 0, 1, 2], [1, 2, Number.NaN, 4])]);
  expect(x).toEqual([0, 1, 2]);
  expect(ys).toEqual([[2, null, 4]]);
});
