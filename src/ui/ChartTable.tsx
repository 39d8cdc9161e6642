// The numbers of a chart as a table, for those who read better than they see; made when opened.
import { useState } from 'react';
import type { Aligned } from '../app/curves.ts';
import { formatValue } from '../app/format.ts';
import { METRICS, type MetricName } from '../metrics.ts';
import type { EvaluationEvent } from '../run/events.ts';
import { useApp } from './useApp.ts';

/** Rows of the newest steps; a table of thousands would stall the page. */
const MOST_ROWS = 200;

interface Props {
  readonly title: string;
  readonly names: readonly MetricName[];
  readonly data: Aligned;
}

function intervalText(event: EvaluationEvent | undefined, name: MetricName): string {
  const interval = event?.intervals[name];
  if (interval === undefined) return '';
  const { unit } = METRICS[name];
  return ` (${formatValue(unit, interval[0])} to ${formatValue(unit, interval[1])})`;
}

function Rows({ names, data }: Props) {
  const evaluations = useApp((app) => app.history.evaluations);
  const first = Math.max(0, data.x.length - MOST_ROWS);
  return [...data.x.subarray(first)].map((step, i) => {
    const event = evaluations.find((evaluation) => evaluation.step === step);
    return (
      <tr key={step}>
        <th scope="row">{step}</th>
        {names.map((name, column) => (
          <td key={name}>
            {formatValue(METRICS[name].unit, data.ys[column]?.[first + i] ?? null)}
            {intervalText(event, name)}
          </td>
        ))}
      </tr>
    );
  });
}

export function ChartTable(props: Props) {
  const { title, names } = props;
  const [isOpen, setOpen] = useState(false);
  const isOwn = useApp((app) => app.recorded === null);
  const saveMetrics = useApp((app) => app.saveMetrics);
  return (
    <details
      className="chart-table"
      hidden={props.data.x.length === 0}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>
        Table<span className="visually-hidden"> of {title}</span>
      </summary>
      {isOpen && isOwn && (
        <button type="button" className="link" onClick={saveMetrics}>
          All curves as CSV
        </button>
      )}
      {isOpen && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
        <section className="table-scroll" tabIndex={0} aria-label={`${title}, table`}>
          <table>
            <thead>
              <tr>
                <th scope="col">Step</th>
                {names.map((name) => (
                  <th key={name} scope="col">
                    {METRICS[name].label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              <Rows {...props} />
            </tbody>
          </table>
        </section>
      )}
    </details>
  );
}
