// Intervals of means, kept within what their metric can be: Student's t knows no bounds.
import { METRICS, type Metric, type MetricName } from '../metrics/metrics.ts';
import type { SeededEstimate } from './bootstrap.ts';

/** Least and greatest value. An update's estimates, unlike what is measured, may fall below 0. */
function bounds({ unit, source }: Metric): readonly [number, number] {
  if (unit === 'share') return [0, 1];
  return unit === 'number' || source === 'update' ? [-Infinity, Infinity] : [0, Infinity];
}

/** Of a level, not of a difference. */
export function within(metric: MetricName, estimate: SeededEstimate): SeededEstimate {
  const { interval } = estimate;
  if (interval === null) return estimate;
  const [least, most] = bounds(METRICS[metric]);
  const clip = (value: number) => Math.min(most, Math.max(least, value));
  return { ...estimate, interval: [clip(interval[0]), clip(interval[1])] };
}
