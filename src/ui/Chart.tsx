// One small multiple: title with meaning, values in large type, curve, table.
import { useMemo, useState } from 'react';
import { beside, sentMetrics } from '../app/beside.ts';
import {
  type ChartName,
  columns,
  metricsOf,
  stepRange,
  valueRange,
  visibleMetrics,
} from '../app/curves.ts';
import { formatTick, formatValue, NO_VALUE } from '../app/format.ts';
import type { SeriesOf } from '../app/history.ts';
import { valueAt } from '../app/series.ts';
import { METRICS, type MetricName } from '../metrics.ts';
import { ChartTable } from './ChartTable.tsx';
import { Hint } from './Hint.tsx';
import { inkOf, SENT_INK } from './inks.ts';
import { LineChart } from './LineChart.tsx';
import { useApp } from './useApp.ts';
import { useMarks } from './useMarks.ts';

export interface ChartProps {
  readonly chart: ChartName;
  readonly title: string;
  readonly height: number;
  readonly isWide?: boolean;
}

/** Right of the wide charts, in pixels: the same in all, so that their steps stand in line. */
const LABEL_ROOM = 92;
/** The largest first: with many styles, the row has no room for all. */
const MOST_READINGS = 4;

interface ReadingsProps {
  readonly names: readonly MetricName[];
  readonly series: SeriesOf;
  /** Step to read at; null reads the newest. */
  readonly step: number | null;
}

function Readings({ names, series, step }: ReadingsProps) {
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

/** A piece of the line as the chart draws it. */
function Swatch({ name }: { readonly name: MetricName }) {
  const { colour, dash } = inkOf(name);
  return (
    <svg className="swatch" viewBox="0 0 16 4" aria-hidden="true" focusable="false">
      <path d="M0 2h16" stroke={`var(${colour})`} strokeDasharray={dash.join(' ')} />
    </svg>
  );
}

const definitions = (names: readonly MetricName[]) =>
  names.length === 1 && names[0] !== undefined
    ? METRICS[names[0]].definition
    : names.map((name) => `${METRICS[name].label}: ${METRICS[name].definition}`).join('\n');

export function Chart({ chart, title, height, isWide = false }: ChartProps) {
  const series = useApp((app) => app.history.series);
  const step = useApp((app) => app.history.step);
  const total = useApp((app) => (app.runConfig ?? app.config).steps);
  const hold = useApp((app) => app.hold);
  const marks = useMarks();
  const [cursor, setCursor] = useState<number | null>(null);
  const names = useMemo(() => visibleMetrics(chart, series), [chart, series]);
  const data = useMemo(() => columns(names, series), [names, series]);
  const sent = useApp((app) => app.sent);
  const sentNames = useMemo(() => sentMetrics(chart, sent), [chart, sent]);
  const drawn = useMemo(
    () =>
      beside(
        data,
        sentNames.flatMap((name) => sent?.[name] ?? []),
      ),
    [data, sentNames, sent],
  );
  const unit = METRICS[names[0] ?? 'reward/mean'].unit;
  return (
    <figure className={isWide ? 'chart chart-wide' : 'chart'} aria-label={title}>
      <figcaption className="chart-head">
        <h3>
          {title} <Hint about={title.toLowerCase()} text={definitions(metricsOf(chart))} />
        </h3>
      </figcaption>
      <Readings names={names} series={series} step={cursor} />
      <LineChart
        lines={[
          ...names.map((name) => ({
            label: METRICS[name].label,
            ink: inkOf(name),
            hasPoints: METRICS[name].source === 'evaluation' && name !== 'junior/accuracy',
          })),
          ...sentNames.map((name) => ({
            label: `${METRICS[name].label}, link`,
            ink: SENT_INK,
            hasPoints: false,
          })),
        ]}
        data={drawn}
        ranges={{ x: stepRange(total, step), y: valueRange(unit, drawn.ys) }}
        marks={marks}
        height={height}
        labelRoom={isWide ? LABEL_ROOM : 0}
        formatY={(value) => formatTick(unit, value)}
        onCursor={setCursor}
        onChoose={hold}
      />
      <ChartTable title={title} names={names} data={data} />
    </figure>
  );
}
