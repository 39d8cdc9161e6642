// A scrolling table with steps down and metrics across.
import { METRICS, type MetricName } from '../../metrics/metrics.ts';

interface MetricTableProps {
  readonly title: string;
  readonly names: readonly MetricName[];
  /** The texts of a step’s cells, in the order of the names. */
  readonly rows: readonly { readonly step: number; readonly cells: readonly string[] }[];
}

export function MetricTable({ title, names, rows }: MetricTableProps) {
  return (
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
          {rows.map(({ step, cells }) => (
            <tr key={step}>
              <th scope="row">{step}</th>
              {names.map((name, i) => (
                <td key={name}>{cells[i]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
