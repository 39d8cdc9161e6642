// Tables of a report and what stands in them: estimates and differences with their intervals. Knows no
// experiment.
import { METRICS, type MetricName } from '../src/metrics.ts';
import type { SeededEstimate } from '../src/study/bootstrap.ts';
import { agreeing } from '../src/study/data.ts';
import { formatValue } from './table.ts';

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A difference with its sign; shares in points of a hundred. */
export function change(unit: (typeof METRICS)[MetricName]['unit'], value: number): string {
  const text = formatValue(unit, Math.abs(value)).replace(' %', ' points');
  return `${value < 0 ? '−' : '+'}${text}`;
}

/** '12.3 % (10.1–14.5)'; the unit stands once. */
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
