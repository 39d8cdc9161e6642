// Metrics as a table, in the order of METRICS.
import {
  METRIC_NAMES,
  METRICS,
  type Metric,
  type MetricName,
  type MetricValues,
} from '../../src/metrics/metrics.ts';
import { formatInterval, formatTable, formatValue } from './table.ts';

const unitOf = (name: MetricName): Metric['unit'] => METRICS[name].unit;

/** Metric, value at the start, value at the end, unit; metrics without a value are left out. */
export function startAndEnd(initial: MetricValues, final: MetricValues): string {
  const names = METRIC_NAMES.filter((name) => name in initial || name in final);
  const rows = names.map((name) => {
    const unit = unitOf(name);
    return [name, formatValue(unit, initial[name]), formatValue(unit, final[name]), unit];
  });
  return formatTable(
    [['metric', 'initial', 'final', 'unit'], ...rows],
    ['left', 'right', 'right', 'left'],
  );
}

export interface Measurements {
  readonly metrics: MetricValues;
  readonly intervals: { readonly [K in MetricName]?: readonly [number, number] };
}

/** Metric, value, 95 % interval, unit. */
export function withIntervals({ metrics, intervals }: Measurements): string {
  const rows = METRIC_NAMES.filter((name) => name in metrics).map((name) => {
    const unit = unitOf(name);
    return [name, formatValue(unit, metrics[name]), formatInterval(unit, intervals[name]), unit];
  });
  return formatTable(
    [['metric', 'value', '95 % interval', 'unit'], ...rows],
    ['left', 'right', 'right', 'left'],
  );
}
