// What the charts draw.
import { expect, test } from 'vitest';
import { METRICS } from '../metrics.ts';
import { align, CHART_NAMES, columns, stepRange, valueRange, visibleMetrics } from './curves.ts';
import { METRIC_NAMES } from './history.ts';
import { append, type Series, steps } from './series.ts';

function curve(...points: readonly (readonly [number, number])[]): Series {
  const [first, ...rest] = points;
  if (first === undefined) throw new Error('a curve needs a point');
  return rest.reduce((series, [x, y]) => append(series, x, y), append(undefined, ...first));
}

test('every chart of the metrics table is drawn', () => {
  const wanted = new Set(METRIC_NAMES.map((name) => METRICS[name].chart));
  wanted.delete(null);
  expect(new Set(CHART_NAMES)).toEqual(wanted);
});

test('series with the same steps are not copied', () => {
  const a = curve([0, 0.1], [10, 0.2]);
  const b = curve([0, 0.3], [10, 0.4]);
  const { x, ys } = align([a, b]);
  expect(x.buffer).toBe(steps(a).buffer);
  expect(ys.map((column) => [...column])).toEqual([
    [0.1, 0.2],
    [0.3, 0.4],
  ]);
});

test('series with other steps meet on the union of them', () => {
  const { x, ys } = align([curve([0, 1], [2, 3]), undefined, curve([1, 5], [2, 6])]);
  expect([...x]).toEqual([0, 1, 2]);
  expect(ys).toEqual([
    [1, null, 3],
    [null, null, null],
    [null, 5, 6],
  ]);
});

test('a junior that learns is a curve', () => {
  const series = { 'junior/accuracy': curve([0, 0.5], [10, 0.7]) };
  const { ys } = columns(['junior/accuracy'], series);
  expect(ys.map((column) => [...column])).toEqual([[0.5, 0.7]]);
});

test('a frozen junior alone is a level', () => {
  const series = {
    'solo/accuracy': curve([0, 0.9], [10, 0.8]),
    'junior/accuracy': curve([0, 0.5]),
  };
  const { ys } = columns(['solo/accuracy', 'junior/accuracy'], series);
  expect(ys.map((column) => [...column])).toEqual([
    [0.9, 0.8],
    [0.5, 0.5],
  ]);
});

test('styles that never appear are left out', () => {
  const series = { 'style/jargon': curve([0, 0.8]), 'style/french': curve([0, 0.01]) };
  expect(visibleMetrics('style', series)).toEqual(['style/jargon']);
  expect(visibleMetrics('drift', {})).toEqual(['drift/kl']);
});

test('axes: whole short runs, doubling long ones, round tops', () => {
  expect(stepRange(60, 3)).toEqual([0, 60]);
  expect(stepRange(1000, 3)).toEqual([0, 100]);
  expect(stepRange(1000, 150)).toEqual([0, 200]);
  expect(stepRange(1000, 900)).toEqual([0, 1000]);
  expect(valueRange('share', [[0.2]])).toEqual([0, 1]);
  expect(valueRange('nats', [[8.9, null], Float64Array.of(1)])).toEqual([0, 10]);
  expect(valueRange('nats', [[0.037]])).toEqual([0, 0.05]);
  expect(valueRange('nats', [[]])).toEqual([0, 1]);
});
