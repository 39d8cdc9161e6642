// Labels at line ends.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { endLabels, spreadLabels } from './labels.ts';

test('labels that do not touch stay where they are', () => {
  expect(spreadLabels([10, 50, 90], 14, 100)).toEqual([10, 50, 90]);
});

test('labels never overlap, keep their order and stay above the bottom', () => {
  const tops = fc.uniqueArray(fc.double({ min: 0, max: 200, noNaN: true }), { maxLength: 8 });
  fc.assert(
    fc.property(tops, (heights) => {
      const placed = spreadLabels(heights, 14, 200);
      const order = heights.map((_, i) => i).sort((a, b) => (heights[a] ?? 0) - (heights[b] ?? 0));
      const sorted = order.map((i) => placed[i] ?? Number.NaN);
      sorted.forEach((top, i) => {
        expect(top).toBeLessThanOrEqual(200);
        if (i > 0) expect(top - (sorted[i - 1] ?? 0)).toBeGreaterThanOrEqual(14 - 1e-9);
      });
    }),
  );
});

test('each line is named at its last point in sight; what was smoothed is not named', () => {
  const points = (x: readonly number[], y: readonly number[]) => ({
    x: Float64Array.from(x),
    y: Float64Array.from(y),
  });
  const lines = [{ label: 'raw', isFaint: true }, { label: 'a' }, { label: 'b' }, { label: 'c' }];
  const curves = [
    points([0, 1], [5, 5]),
    points([0, 1, 2], [10, 20, 30]),
    points([0, 1], [40, Number.NaN]),
    points([], []),
  ];
  const place = (x: number, y: number) => [x, y] as const;
  const ends = endLabels(lines, curves, 1, { place, gap: 1, bottom: 100 });
  expect(ends.map(({ line, left, top }) => [line.label, left, top])).toEqual([
    ['a', 1, 20],
    ['b', 0, 40],
  ]);
});
