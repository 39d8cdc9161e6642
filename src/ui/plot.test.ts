// Labels at line ends.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spreadLabels } from './plot.ts';

test('labels that do not touch stay where they are', () => {
  expect(spreadLabels([10, 50, 90], 14, 100)).toEqual([10, 50, 90]);
});

test('labels never overlap, keep their order and stay above the bottom', () => {
  const tops = fc.uniqueArray(fc.double({ min: 0, max: 200, noNaN: true }), { maxLength: 8 });
  fc.assert(
    fc.property(tops, (wanted) => {
      const placed = spreadLabels(wanted, 14, 200);
      const order = wanted.map((_, i) => i).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
      const sorted = order.map((i) => placed[i] ?? Number.NaN);
      sorted.forEach((top, i) => {
        expect(top).toBeLessThanOrEqual(200);
        if (i > 0) expect(top - (sorted[i - 1] ?? 0)).toBeGreaterThanOrEqual(14 - 1e-9);
      });
    }),
  );
});
