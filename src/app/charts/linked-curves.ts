// Curves that came with a link, next to a chart's own. Numbers only.

import type { MetricName } from '../../metrics/metrics.ts';
import type { SeriesOf } from '../run/history.ts';
import { lastValue, type Series, steps, values } from '../run/series.ts';
import { along } from './axis.ts';
import type { ChartName } from './charts.ts';
import { level, type MetricCurve, visibleMetrics } from './curves.ts';

/** The metrics of a chart that the link's curves have. */
export const sentMetrics = (chart: ChartName, sent: SeriesOf | null): readonly MetricName[] =>
  sent === null ? [] : visibleMetrics(chart, sent).filter((name) => sent[name] !== undefined);

/**
 * The link's curves of a chart. A link counts neither seconds nor tokens: its steps stand where the
 * run's own stand. One value, as of a frozen junior, is a level. `end`: of the axis.
 */
export function sentCurves(
  chart: ChartName,
  sent: SeriesOf | null,
  axis: Series | null,
  end: number,
): readonly MetricCurve[] {
  return sentMetrics(chart, sent).flatMap((metric) => {
    const series = sent?.[metric];
    if (series === undefined) return [];
    if (series.length === 1) return [level(metric, lastValue(series) ?? 0, end)];
    const x = steps(series).map((step) => along(axis, step));
    return [{ metric, x, y: values(series), band: null, isRaw: false }];
  });
}
