// The numbers of a chart as a table, made when it is opened.
import { useState } from 'react';
import type { CurveData } from '../../app/charts/curves.ts';
import { type ChartTableCell, MOST_ROWS, tableRows } from '../../app/charts/table-rows.ts';
import { formatValue } from '../../app/parts/format.ts';
import { at } from '../../at.ts';
import { METRICS, type MetricName } from '../../metrics/metrics.ts';
import { MetricTable } from '../parts/MetricTable.tsx';
import { useApp } from '../parts/useApp.ts';

interface ChartTableProps {
  readonly title: string;
  readonly names: readonly MetricName[];
  readonly data: CurveData;
  /** The part of the run that is drawn. */
  readonly steps: readonly [number, number];
}

function cellText(name: MetricName, { value, interval }: ChartTableCell): string {
  const { unit } = METRICS[name];
  const text = formatValue(unit, value);
  if (interval === null) return text;
  return `${text} (${formatValue(unit, interval[0])} to ${formatValue(unit, interval[1])})`;
}

function Table({ title, names, data, steps }: ChartTableProps) {
  const { rows, isCut } = tableRows(names, data, steps);
  const texts = rows.map(({ step, cells }) => ({
    step,
    cells: names.map((name, i) => cellText(name, at(cells, i))),
  }));
  const hasIntervals = names.some((name) => data.bounds[name] !== undefined);
  return (
    <>
      {(isCut || hasIntervals) && (
        <p className="aside">
          {isCut && `The newest ${MOST_ROWS} steps; the CSV file of this chart has all. `}
          {hasIntervals && 'In brackets, and tinted in the chart: 95 % intervals.'}
        </p>
      )}
      <MetricTable title={title} names={names} rows={texts} />
    </>
  );
}

export function ChartTable(props: ChartTableProps) {
  const { title, names, data } = props;
  const [isOpen, setOpen] = useState(false);
  const isOwn = useApp((app) => app.recorded === null);
  const saveMetrics = useApp((app) => app.saveMetrics);
  return (
    <details
      className="chart-table"
      hidden={names.every((name) => data.series[name] === undefined)}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>
        <span className="table-word">Table</span>
        <span className="visually-hidden"> of {title}</span>
      </summary>
      {isOpen && isOwn && (
        <button type="button" className="link" onClick={saveMetrics}>
          All curves as CSV
        </button>
      )}
      {isOpen && <Table {...props} />}
    </details>
  );
}
