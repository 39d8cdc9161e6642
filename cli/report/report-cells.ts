// Estimates and differences with their intervals, as cells of a report's tables.
import { METRICS, type MetricName } from '../../src/metrics/metrics.ts';
import type { SeededEstimate } from '../../src/study/bootstrap.ts';
import { agreeing } from '../../src/study/data.ts';
import { change } from './claim-words.ts';
import { formatValue } from './table.ts';

/** '12.3 % (10.1–14.5)'; the unit is written once. */
export function cell({ value, interval }: SeededEstimate, metric: MetricName): string {
  const { unit } = METRICS[metric];
  const bare = (end: number) => formatValue(unit, end).replace(' %', '');
  const text = formatValue(unit, value);
  return interval === null ? text : `${text} (${bare(interval[0])} to ${bare(interval[1])})`;
}

export function differenceCell(estimate: SeededEstimate, metric: MetricName): string {
  const { unit } = METRICS[metric];
  const bare = (end: number) => change(unit, end).replace(' points', '');
  const { value, interval, bySeed } = estimate;
  const seeds = `${agreeing(estimate)} of ${bySeed.length}`;
  const around =
    interval === null ? seeds : `${bare(interval[0])} to ${bare(interval[1])}; ${seeds}`;
  return `${change(unit, value)} (${around})`;
}
