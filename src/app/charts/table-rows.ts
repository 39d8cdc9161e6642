// The newest steps of a chart as rows of a table.

import type { MetricName } from '../../metrics/metrics.ts';
import { firstFrom, lastValue, pointAt, steps } from '../run/series.ts';
import { type CurveData, isLevel } from './curves.ts';

/** A table of thousands of rows would stall the page. */
export const MOST_ROWS = 200;

export interface ChartTableCell {
  readonly value: number | null;
  readonly interval: readonly [number, number] | null;
}

export interface ChartTableRow {
  readonly step: number;
  readonly cells: readonly ChartTableCell[];
}

export interface ChartTableRows {
  readonly rows: readonly ChartTableRow[];
  /** Whether there are older ones in the range. */
  readonly isCut: boolean;
}

function cell(name: MetricName, { series, bounds }: CurveData, step: number): ChartTableCell {
  if (isLevel(name, series)) return { value: lastValue(series[name]), interval: null };
  const low = pointAt(bounds[name]?.low, step);
  const high = pointAt(bounds[name]?.high, step);
  return {
    value: pointAt(series[name], step),
    interval: low === null || high === null ? null : [low, high],
  };
}

/** Steps in the range at which something was measured, the newest of them. */
function newestSteps(names: readonly MetricName[], data: CurveData, from: number, to: number) {
  const found = new Set<number>();
  let isCut = false;
  for (const name of names) {
    const series = data.series[name];
    if (series === undefined) continue;
    const all = steps(series);
    const [first, end] = [firstFrom(all, from), firstFrom(all, to + 1)];
    const start = Math.max(first, end - MOST_ROWS);
    isCut ||= start > first;
    for (const step of all.subarray(start, end)) found.add(step);
  }
  const sorted = [...found].sort((a, b) => a - b);
  return { steps: sorted.slice(-MOST_ROWS), isCut: isCut || sorted.length > MOST_ROWS };
}

export function tableRows(
  names: readonly MetricName[],
  data: CurveData,
  [from, to]: readonly [number, number],
): ChartTableRows {
  const { steps: newest, isCut } = newestSteps(names, data, from, to);
  const rows = newest.map((step) => ({ step, cells: names.map((name) => cell(name, data, step)) }));
  return { rows, isCut };
}
