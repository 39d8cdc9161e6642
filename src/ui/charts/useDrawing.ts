// What a chart draws: lines, axes and scale, from the run and the shared view.

import { useCallback, useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { along, X_AXES } from '../../app/charts/axis.ts';
import { type ChartName, metricsOf } from '../../app/charts/charts.ts';
import {
  axisOf,
  chartCurves,
  isLevel,
  type MetricCurve,
  visibleMetrics,
} from '../../app/charts/curves.ts';
import { linkedCurves } from '../../app/charts/linked-curves.ts';
import { fitScale, type ValueRange } from '../../app/charts/scale.ts';
import { stepsShown } from '../../app/charts/view.ts';
import { plannedSteps } from '../../app/run/run-state.ts';
import { METRICS } from '../../metrics/metrics.ts';
import { useApp } from '../parts/useApp.ts';
import { inkOf, LINKED_INK } from './inks.ts';
import type { PlotLine } from './plot.ts';
import { useChartData } from './useChartData.ts';

const lineOf = (curve: MetricCurve, isMarked: boolean): PlotLine => ({
  label: METRICS[curve.metric].label,
  ink: inkOf(curve.metric),
  hasPoints: isMarked,
  isFaint: curve.isRaw,
  x: curve.x,
  y: curve.y,
  band: curve.band,
});

const linkedLineOf = ({ metric, x, y, band }: MetricCurve): PlotLine => ({
  label: `${METRICS[metric].label}, link`,
  ink: LINKED_INK,
  hasPoints: false,
  x,
  y,
  band,
});

/** What the chart draws in the current view. */
export function useDrawing(chart: ChartName) {
  const data = useChartData(chart);
  const view = useApp((app) => app.view);
  const steps = useApp(
    useShallow((app) => stepsShown(app.zoom, plannedSteps(app), app.history.step)),
  );
  const axis = axisOf(view, data);
  const names = useMemo(() => visibleMetrics(chart, data.series), [chart, data]);
  const { unit } = METRICS[metricsOf(chart)[0] ?? 'reward/mean'];
  const from = along(axis, steps[0]);
  const to = Math.max(along(axis, steps[1]), from + Number.EPSILON);
  const sent = useApp((app) => app.linked);
  const lines = useMemo(
    () => [
      ...chartCurves(names, data, view, to).map((curve) =>
        lineOf(
          curve,
          METRICS[curve.metric].source === 'evaluation' && !isLevel(curve.metric, data.series),
        ),
      ),
      ...linkedCurves(chart, sent, axis, to).map(linkedLineOf),
    ],
    [chart, names, data, view, sent, axis, to],
  );
  const scaleFor = useCallback(
    (extent: ValueRange) => fitScale(view.y, unit, extent),
    [view.y, unit],
  );
  const xAxis = axis === null ? X_AXES.steps : X_AXES[view.x];
  return { data, names, unit, steps, axis, xAxis, lines, range: [from, to] as const, scaleFor };
}

export type Drawing = ReturnType<typeof useDrawing>;
