// A scrolling table with arms down and metrics across.
import type { ReactNode } from 'react';
import { METRICS, type MetricName } from '../../../metrics/metrics.ts';

interface NumberTableProps {
  readonly title: string;
  readonly note: string;
  readonly metrics: readonly MetricName[];
  readonly children: ReactNode;
}

export function NumberTable({ title, note, metrics, children }: NumberTableProps) {
  return (
    <div className="numbers">
      <h3>{title}</h3>
      <p className="aside">{note}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard. */}
      <section className="numbers-scroll" tabIndex={0} aria-label={`${title}, table`}>
        <table>
          <thead>
            <tr>
              <th scope="col">Arm</th>
              {metrics.map((name) => (
                <th key={name} scope="col" title={METRICS[name].definition}>
                  {METRICS[name].label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
      </section>
    </div>
  );
}
