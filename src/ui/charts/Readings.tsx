// The values of a chart in large type: the newest, or those under the cursor.

import { formatValue, NO_VALUE } from '../../app/parts/format.ts';
import type { SeriesOf } from '../../app/run/history.ts';
import { valueAt } from '../../app/run/series.ts';
import { METRICS, type MetricName } from '../../metrics/metrics.ts';
import { inkOf } from './inks.ts';

/** The largest first: with many styles, the row has no room for all. */
const MOST_READINGS = 4;

interface ReadingsProps {
  readonly names: readonly MetricName[];
  readonly series: SeriesOf;
  /** Step to read at; null reads the newest. */
  readonly step: number | null;
}

/** A piece of the line as the chart draws it. */
function Swatch({ name }: { readonly name: MetricName }) {
  const { colour, dash } = inkOf(name);
  return (
    <svg className="swatch" viewBox="0 0 16 4" aria-hidden="true" focusable="false">
      <path d="M0 2h16" stroke={`var(${colour})`} strokeDasharray={dash.join(' ')} />
    </svg>
  );
}

export function Readings({ names, series, step }: ReadingsProps) {
  const at = step ?? Number.POSITIVE_INFINITY;
  const rows = names.map((name) => ({ name, value: valueAt(series[name], at) }));
  const isCrowded = rows.length > MOST_READINGS;
  const kept = isCrowded
    ? rows.toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0)).slice(0, MOST_READINGS)
    : rows;
  return (
    <dl className="readings">
      {kept.map(({ name, value }) => (
        <div key={name} className="reading">
          <dt className={names.length === 1 ? 'visually-hidden' : undefined}>
            <Swatch name={name} />
            {METRICS[name].label}
          </dt>
          <dd>
            {formatValue(METRICS[name].unit, value)}
            {METRICS[name].unit === 'nats' && value !== null && <span className="unit">nats</span>}
          </dd>
        </div>
      ))}
      {names.length === 0 && (
        <div className="reading">
          <dt>none seen yet</dt>
          <dd>{NO_VALUE}</dd>
        </div>
      )}
      {step !== null && <div className="reading-step">step {step}</div>}
    </dl>
  );
}
