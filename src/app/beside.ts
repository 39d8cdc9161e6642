// Curves that came with a link, next to a chart's own: on one step axis, in the chart's order.
// Numbers only.
import type { MetricName } from '../metrics.ts';
import { type Aligned, type ChartName, visibleMetrics } from './curves.ts';
import type { SeriesOf } from './history.ts';
import { type Series, steps, values } from './series.ts';

/** The metrics of a chart that the link's curves have. */
export const sentMetrics = (chart: ChartName, sent: SeriesOf | null): readonly MetricName[] =>
  sent === null ? [] : visibleMetrics(chart, sent).filter((name) => sent[name] !== undefined);

/** A chart's columns, and after them one for each other series; the same object where there is none. */
export function beside(own: Aligned, others: readonly Series[]): Aligned {
  if (others.length === 0) return own;
  const x = Float64Array.from(
    new Set([...own.x, ...others.flatMap((series) => [...steps(series)])]),
  ).sort();
  const spread = (at: ArrayLike<number>, ys: ArrayLike<number | null>) => {
    const found = new Map(Array.from(at, (step, i) => [step, ys[i] ?? null]));
    return Array.from(x, (step) => found.get(step) ?? null);
  };
  return {
    x,
    ys: [
      ...own.ys.map((column) => spread(own.x, column)),
      ...others.map((series) => spread(steps(series), values(series))),
    ],
  };
}
