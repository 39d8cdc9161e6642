// Notice of linked curves, with their numbers and a button that removes them.

import { useState } from 'react';
import { CHART_NAMES } from '../../app/charts/charts.ts';
import { linkedMetrics } from '../../app/charts/linked-curves.ts';
import { formatValue } from '../../app/parts/format.ts';
import type { SeriesOf } from '../../app/run/history.ts';
import { align } from '../../app/run/series.ts';
import { METRICS } from '../../metrics/metrics.ts';
import { MetricTable } from '../parts/MetricTable.tsx';
import { useApp } from '../parts/useApp.ts';

function Numbers({ linked }: { readonly linked: SeriesOf }) {
  const names = CHART_NAMES.flatMap((chart) => linkedMetrics(chart, linked));
  const { x, ys } = align(names.map((name) => linked[name]));
  const rows = Array.from(x, (step, i) => ({
    step,
    cells: names.map((name, curve) => formatValue(METRICS[name].unit, ys[curve]?.[i] ?? null)),
  }));
  return <MetricTable title="Curves from the link" names={names} rows={rows} />;
}

export function LinkedCurves() {
  const linked = useApp((app) => app.linked);
  const dropLinked = useApp((app) => app.dropLinked);
  const [isOpen, setOpen] = useState(false);
  if (linked === null) return null;
  return (
    <section className="linked-curves" aria-label="From the link">
      <p>
        <svg className="swatch" viewBox="0 0 16 4" aria-hidden="true" focusable="false">
          <path d="M0 2h16" stroke="var(--muted)" strokeDasharray="4 3" />
        </svg>{' '}
        Grey, dashed: the run of whoever sent you the link. Press Play to train yours beside it.{' '}
        <button type="button" className="link" onClick={dropLinked}>
          Take it away
        </button>
      </p>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>Its numbers</summary>
        {isOpen && <Numbers linked={linked} />}
      </details>
    </section>
  );
}
