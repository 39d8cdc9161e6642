// Curves that came with a link, added to a chart’s own.

import type { MetricName } from '../../metrics/metrics.ts';
import type { SeriesOf } from '../run/history.ts';
import { lastValue, type Series, steps, values } from '../run/series.ts';
import { along } from './axis.ts';
import type { ChartName } from './charts.ts';
import { level, type MetricCurve, visibleMetrics } from './curves.ts';

/** The metrics of a chart that the link's curves have. */
export const linkedMetrics = (chart: ChartName, linked: SeriesOf | null): readonly MetricName[] =>
  linked === null ? [] : visibleMetrics(chart, linked).filter((name) => linked[name] !== undefined);

/**
 * The link's curves of a chart. A link has neither seconds nor tokens: its steps are drawn where
 * the run’s own are. A single value, as of a frozen junior, is a level. `end`: of the axis.
 */
export function linkedCurves(
  chart: ChartName,
  linked: SeriesOf | null,
  axis: Series | null,
  end: number,
): readonly MetricCurve[] {
  return linkedMetrics(chart, linked).flatMap((metric) => {
    const series = linked?.[metric];
    if (series === undefined) return [];
    if (series.length === 1) return [level(metric, lastValue(series) ?? 0, end)];
    const x = steps(series).map((step) => along(axis, step));
    return [{ metric, x, y: values(series), band: null, isRaw: false }];
  });
}
