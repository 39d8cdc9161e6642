// Curves of a link in a chart.
import { expect, test } from 'vitest';
import { append, type Series } from '../run/series.ts';
import { linkedCurves, linkedMetrics } from './linked-curves.ts';

function curve(...points: readonly (readonly [number, number])[]): Series {
  let series: Series | undefined;
  for (const [step, value] of points) series = append(series, step, value);
  if (series === undefined) throw new Error('a curve has points');
  return series;
}

test('a linked curve is drawn at its own steps, or where the run’s own steps are', () => {
  const sent = { 'solo/accuracy': curve([0, 0.7], [5, 0.8]) };
  const [bySteps] = linkedCurves('accuracy', sent, null, 10);
  expect(bySteps?.x).toEqual(Float64Array.of(0, 5));
  expect(bySteps?.y).toEqual(Float64Array.of(0.7, 0.8));
  const tokens = curve([1, 100], [5, 500]);
  expect(linkedCurves('accuracy', sent, tokens, 500)[0]?.x).toEqual(Float64Array.of(0, 500));
});

test('a single value is a level', () => {
  const sent = { 'junior/accuracy': curve([0, 0.5]) };
  const [level] = linkedCurves('accuracy', sent, null, 10);
  expect(level?.x).toEqual(Float64Array.of(0, 10));
  expect(level?.y).toEqual(Float64Array.of(0.5, 0.5));
});

test('a chart draws what was sent for it, and styles that were seen', () => {
  const sent = {
    'solo/accuracy': curve([0, 1]),
    'style/jargon': curve([0, 0.9]),
    'style/plain': curve([0, 0.01]),
  };
  expect(linkedMetrics('accuracy', sent)).toEqual(['solo/accuracy']);
  expect(linkedMetrics('style', sent)).toEqual(['style/jargon']);
  expect(linkedMetrics('drift', sent)).toEqual([]);
  expect(linkedMetrics('accuracy', null)).toEqual([]);
});
