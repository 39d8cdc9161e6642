// A chart's columns with curves of a link after them.
import { expect, test } from 'vitest';
import { beside, sentMetrics } from './beside.ts';
import { append, type Series } from './series.ts';

function curve(...points: readonly (readonly [number, number])[]): Series {
  let series: Series | undefined;
  for (const [step, value] of points) series = append(series, step, value);
  if (series === undefined) throw new Error('a curve has points');
  return series;
}

test('own and sent curves share the steps of both', () => {
  const own = { x: Float64Array.of(0, 10), ys: [Float64Array.of(1, 2), [null, 3]] };
  expect(beside(own, [])).toBe(own);
  expect(beside(own, [curve([0, 7], [5, 8])])).toEqual({
    x: Float64Array.of(0, 5, 10),
    ys: [
      [1, null, 2],
      [null, null, 3],
      [7, 8, null],
    ],
  });
});

test('a chart draws what was sent for it, and styles that were seen', () => {
  const sent = {
    'solo/accuracy': curve([0, 1]),
    'style/jargon': curve([0, 0.9]),
    'style/plain': curve([0, 0.01]),
  };
  expect(sentMetrics('accuracy', sent)).toEqual(['solo/accuracy']);
  expect(sentMetrics('style', sent)).toEqual(['style/jargon']);
  expect(sentMetrics('drift', sent)).toEqual([]);
  expect(sentMetrics('accuracy', null)).toEqual([]);
});
