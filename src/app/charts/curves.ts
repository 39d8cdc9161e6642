// What each chart draws: which metrics, and their points along the axis that was chosen.
import type { MetricName } from '../../metrics/metrics.ts';
import type { History, SeriesOf } from '../run/history.ts';
import { lastValue, type Series, values } from '../run/series.ts';
import { isCounted, places, X_AXES } from './axis.ts';
import { CHART_NAMES, CHARTS, type ChartName, type ChartPlace, metricsOf } from './charts.ts';
import type { Band, PlotCurve } from './layout.ts';
import { smoothed } from './smoothing.ts';
import type { View } from './view.ts';

/** A style that never reached this share is not drawn: eight lines at zero hide the others. */
const VISIBLE_SHARE = 0.02;

/** The metrics of a chart that have something to show. */
export function visibleMetrics(chart: ChartName, series: SeriesOf): readonly MetricName[] {
  const names = metricsOf(chart);
  const { place } = CHARTS[chart];
  if (chart === 'style') return names.filter((name) => (series[name]?.high ?? 0) >= VISIBLE_SHARE);
  return place === 'first' ? names : names.filter((name) => series[name] !== undefined);
}

/** Charts of a place that have something to show in this run, or may have before it begins. */
export function chartsAt(place: ChartPlace, { series, step }: History): readonly ChartName[] {
  const isEmpty = (chart: ChartName) => visibleMetrics(chart, series).length === 0;
  return CHART_NAMES.filter(
    (chart) =>
      CHARTS[chart].place === place && (place === 'first' || step === 0 || !isEmpty(chart)),
  );
}

/** What of a history the curves are made of. */
export type CurveData = Pick<History, 'series' | 'bounds' | 'tokens' | 'seconds'>;

/** The axis of the view, or steps where the run was not counted along it. */
export function axisOf({ x }: View, data: CurveData): Series | null {
  const axis = X_AXES[x].of(data);
  return isCounted(axis) ? axis : null;
}

function bandOf(name: MetricName, { bounds }: CurveData, axis: Series | null): Band | null {
  const found = bounds[name];
  if (found === undefined) return null;
  const { low, high } = found;
  return {
    low: { x: places(low, axis), y: values(low) },
    high: { x: places(high, axis), y: values(high) },
  };
}

export interface MetricCurve extends PlotCurve {
  readonly metric: MetricName;
  /** As it was measured, behind its smoothed self. */
  readonly isRaw: boolean;
}

/** A frozen junior is measured once: a level from the first to the last step. */
export const isLevel = (name: MetricName, series: SeriesOf): boolean =>
  name === 'junior/accuracy' && series[name]?.length === 1;

export function level(name: MetricName, value: number, end: number): MetricCurve {
  const points = { x: Float64Array.of(0, end), y: Float64Array.of(value, value) };
  return { metric: name, ...points, band: null, isRaw: false };
}

function curvesOf(
  name: MetricName,
  data: CurveData,
  view: View,
  end: number,
): readonly MetricCurve[] {
  const series = data.series[name];
  if (series === undefined) return [];
  if (isLevel(name, data.series)) return [level(name, lastValue(series) ?? 0, end)];
  const axis = axisOf(view, data);
  const x = places(series, axis);
  const band = bandOf(name, data, axis);
  const raw = { metric: name, x, y: values(series), band };
  if (view.smoothing.kind === 'off') return [{ ...raw, isRaw: false }];
  return [
    { ...raw, isRaw: true },
    { metric: name, x, y: smoothed(series, view.smoothing), band: null, isRaw: false },
  ];
}

/** The curves of a chart: views of what the run has logged, nothing copied. `end`: of the axis. */
export const chartCurves = (
  names: readonly MetricName[],
  data: CurveData,
  view: View,
  end: number,
): readonly MetricCurve[] => names.flatMap((name) => curvesOf(name, data, view, end));
