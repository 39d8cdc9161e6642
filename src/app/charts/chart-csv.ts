// One chart as CSV: every step as measured, with the ends of the intervals.

import type { MetricName } from '../../metrics/metrics.ts';
import { align, pointAt, type Series, valueAt } from '../run/series.ts';
import { isCounted } from './axis.ts';
import type { CurveData } from './curves.ts';

interface CsvColumn {
  readonly name: string;
  readonly at: (step: number) => number | null;
}

const column = (name: string, series: Series): CsvColumn => ({
  name,
  at: (step) => pointAt(series, step),
});

/** What was counted by then; before the first step nothing. */
const counted = (name: string, series: Series | undefined): readonly CsvColumn[] =>
  series !== undefined && isCounted(series)
    ? [{ name, at: (step) => valueAt(series, step) ?? 0 }]
    : [];

function measured(name: MetricName, { series, bounds }: CurveData): readonly CsvColumn[] {
  const [values, ends] = [series[name], bounds[name]];
  if (values === undefined) return [];
  if (ends === undefined) return [column(name, values)];
  return [column(name, values), column(`${name} low`, ends.low), column(`${name} high`, ends.high)];
}

export function chartCsv(names: readonly MetricName[], data: CurveData): string {
  const columns = [
    ...counted('tokens', data.tokens),
    ...counted('seconds', data.seconds),
    ...names.flatMap((name) => measured(name, data)),
  ];
  const { x } = align(names.map((name) => data.series[name]));
  const rows = Array.from(x, (step) => [step, ...columns.map(({ at }) => at(step) ?? '')]);
  const head = ['step', ...columns.map(({ name }) => name)];
  return `${[head, ...rows].map((cells) => cells.join(',')).join('\n')}\n`;
}
