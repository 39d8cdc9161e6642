// What the charts draw.

import { expect, test } from 'vitest';
import { METRIC_NAMES, METRICS } from '../../metrics/metrics.ts';
import { EMPTY_HISTORY } from '../run/history.ts';
import { align, append, type Series, steps, values } from '../run/series.ts';
import { CHART_NAMES, metricsOf } from './charts.ts';
import { axisOf, chartCurves, chartsAt, visibleMetrics } from './curves.ts';
import { FIRST_VIEW } from './view.ts';

function curve(...points: readonly (readonly [number, number])[]): Series {
  const [first, ...rest] = points;
  if (first === undefined) throw new Error('a curve needs a point');
  return rest.reduce((series, [x, y]) => append(series, x, y), append(undefined, ...first));
}

const SOLO = curve([0, 0.9], [10, 0.8]);
const DATA = {
  series: { 'solo/accuracy': SOLO, 'junior/accuracy': curve([0, 0.5]) },
  bounds: { 'solo/accuracy': { low: curve([0, 0.8], [10, 0.7]), high: curve([0, 1], [10, 0.9]) } },
  tokens: curve([1, 100], [2, 180]),
  seconds: undefined,
};

test('every metric of a run is in one chart, and no other metric is in any', () => {
  const drawn = CHART_NAMES.flatMap(metricsOf);
  const measured = METRIC_NAMES.filter((name) => METRICS[name].source !== 'experiment');
  expect([...drawn].sort()).toEqual([...measured].sort());
});

test('metrics of a chart have one unit and the order of METRICS', () => {
  for (const chart of CHART_NAMES) {
    const names = metricsOf(chart);
    expect(new Set(names.map((name) => METRICS[name].unit)).size, chart).toBe(1);
    expect(
      METRIC_NAMES.filter((name) => names.includes(name)),
      chart,
    ).toEqual(names);
  }
});

test('six charts are there at once; the others, where a run has begun, if it has something for them', () => {
  const first = ['accuracy', 'style', 'reward', 'senior', 'drift', 'legibility'];
  expect(chartsAt('first', EMPTY_HISTORY)).toEqual(first);
  expect(chartsAt('more', EMPTY_HISTORY)).toHaveLength(CHART_NAMES.length - 6);
  const series = { 'update/grad_norm': curve([1, 0.5]) };
  expect(chartsAt('more', { ...EMPTY_HISTORY, series, step: 1 })).toEqual(['gradient']);
});

test('a curve is a view of its series, with its intervals, and nothing is copied', () => {
  const [solo] = chartCurves(['solo/accuracy'], DATA, FIRST_VIEW, 10);
  expect(solo?.x.buffer).toBe(steps(SOLO).buffer);
  expect(solo?.y.buffer).toBe(values(SOLO).buffer);
  expect([...(solo?.band?.low.y ?? [])]).toEqual([0.8, 0.7]);
  expect([...(solo?.band?.high.x ?? [])]).toEqual([0, 10]);
});

test('smoothed, a curve is two: as measured with its intervals, and smooth', () => {
  const view = { ...FIRST_VIEW, smoothing: { kind: 'window', width: 20 } } as const;
  const found = chartCurves(['solo/accuracy'], DATA, view, 10);
  expect(found.map(({ isRaw, band }) => [isRaw, band !== null])).toEqual([
    [true, true],
    [false, false],
  ]);
  expect(found.map(({ y }) => y[1])).toEqual([0.8, expect.closeTo(0.85, 12)]);
});

test('a frozen junior alone is a level; one that learns is a curve', () => {
  const [level] = chartCurves(['junior/accuracy'], DATA, FIRST_VIEW, 60);
  expect([level?.x, level?.y].map((column) => [...(column ?? [])])).toEqual([
    [0, 60],
    [0.5, 0.5],
  ]);
  const series = { 'junior/accuracy': curve([0, 0.5], [10, 0.7]) };
  const [learning] = chartCurves(['junior/accuracy'], { ...DATA, series }, FIRST_VIEW, 60);
  expect([...(learning?.y ?? [])]).toEqual([0.5, 0.7]);
});

test('without counted tokens the curves are drawn by steps', () => {
  expect(axisOf({ ...FIRST_VIEW, x: 'tokens' }, DATA)).toBe(DATA.tokens);
  expect(axisOf({ ...FIRST_VIEW, x: 'seconds' }, DATA)).toBeNull();
  expect(axisOf(FIRST_VIEW, DATA)).toBeNull();
});

test('styles that never appear are left out', () => {
  const series = { 'style/jargon': curve([0, 0.8], [1, 0]), 'style/french': curve([0, 0.01]) };
  expect(visibleMetrics('style', series)).toEqual(['style/jargon']);
  expect(visibleMetrics('drift', {})).toEqual(['drift/kl']);
  expect(visibleMetrics('length', {})).toEqual([]);
  expect(metricsOf('length')).toEqual([
    'solo/length',
    'batch/length',
    'batch/length_min',
    'batch/length_max',
  ]);
});

test('for files, series with the same steps are not copied, others meet on the union of steps', () => {
  const same = align([SOLO, curve([0, 0.3], [10, 0.4])]);
  expect(same.x.buffer).toBe(steps(SOLO).buffer);
  expect(same.ys.map((column) => [...column])).toEqual([
    [0.9, 0.8],
    [0.3, 0.4],
  ]);
  const { x, ys } = align([curve([0, 1], [2, 3]), undefined, curve([1, 5], [2, 6])]);
  expect([...x]).toEqual([0, 1, 2]);
  expect(ys).toEqual([
    [1, null, 3],
    [null, null, null],
    [null, 5, 6],
  ]);
});
