// A run of 10,000 steps: what one event more costs does not grow with the run.

import { expect, test } from 'vitest';
import { METRIC_NAMES, METRICS } from '../metrics/metrics.ts';
import type { RunEvent } from '../run/events.ts';
import { CHART_NAMES } from './charts/charts.ts';
import { chartCurves, visibleMetrics } from './charts/curves.ts';
import { aligned, picture } from './charts/layout.ts';
import { fitScale } from './charts/scale.ts';
import { FIRST_VIEW } from './charts/view.ts';
import { START } from './events.fixture.ts';
import { EMPTY_HISTORY, type History, received } from './run/history.ts';

const COLUMNS = 200;

const measuredBy = (...sources: readonly string[]) =>
  METRIC_NAMES.filter((name) => sources.includes(METRICS[name].source));
const OF_STEPS = measuredBy('batch', 'update');
const OF_EVALUATIONS = measuredBy('evaluation');
const INTERVALS = Object.fromEntries(OF_EVALUATIONS.map((name) => [name, [0.1, 0.9] as const]));

function events(step: number): readonly RunEvent[] {
  const values = (names: typeof METRIC_NAMES) =>
    Object.fromEntries(names.map((name, i) => [name, Math.abs(Math.sin(step * (i + 1)))]));
  const done: RunEvent = {
    kind: 'step',
    step,
    metrics: values(OF_STEPS),
    problems: [],
    rollouts: [],
  };
  if (step % 5 !== 0) return [done];
  const metrics = values(OF_EVALUATIONS);
  return [done, { kind: 'evaluation', step, metrics, intervals: INTERVALS }];
}

function train(history: History, from: number, to: number): History {
  let trained = history;
  for (let step = from; step <= to; step++) {
    for (const event of events(step)) trained = received(trained, event, step);
  }
  return trained;
}

const curvesOf = (history: History, view = FIRST_VIEW) =>
  CHART_NAMES.map((chart) =>
    chartCurves(visibleMetrics(chart, history.series), history, view, history.step),
  );

// Ten thousand steps are quick, but not on a machine that does much else.
const PATIENCE = 30_000;

test(
  'in 10,000 steps nothing is copied but to make room, and no more is painted than can be seen',
  () => {
    const start = received(EMPTY_HISTORY, START, 0);
    const before = train(start, 1, 9_000);
    const after = train(before, 9_001, 10_000);
    const buffers = ({ series, bounds, tokens, seconds }: History) =>
      [
        ...Object.values(series),
        ...Object.values(bounds).flatMap(({ low, high }) => [low, high]),
        tokens,
        seconds,
      ].map((found) => found?.buffer);
    const [old, now] = [buffers(before), buffers(after)];
    expect(now.length).toBeGreaterThan(60);
    // A thousand steps later no buffer has moved: capacity grows by doubling.
    now.forEach((buffer, i) => {
      expect(buffer).toBe(old[i]);
    });

    const known = new Set(
      now.flatMap((buffer) => (buffer ? [buffer.steps.buffer, buffer.values.buffer] : [])),
    );
    const smooth = { ...FIRST_VIEW, smoothing: { kind: 'exponential', width: 20 } } as const;
    for (const curve of curvesOf(after).flat()) {
      expect(known).toContain(curve.x.buffer);
      expect(known).toContain(curve.y.buffer);
    }
    const smoothed = (history: History) =>
      curvesOf(history, smooth)
        .flat()
        .filter(({ isRaw }) => !isRaw)
        .map(({ y }) => y.buffer);
    expect(smoothed(after)).toEqual(smoothed(before));

    for (const curves of curvesOf(after)) {
      const drawn = picture(curves, {
        x: [0, 10_000],
        columns: COLUMNS,
        scaleFor: (extent) => fitScale('linear', 'number', extent),
      });
      expect(aligned(drawn.curves).x.length).toBeLessThanOrEqual(4 * (COLUMNS + 2) * curves.length);
    }
  },
  PATIENCE,
);
