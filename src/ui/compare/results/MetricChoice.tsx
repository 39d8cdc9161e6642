// Choice of the metrics that are compared.

import { isMeasured } from '../../../app/compare/results/compared.ts';
import type { KeptRun } from '../../../app/compare/runs/kept-run.ts';
import { METRIC_NAMES, METRICS } from '../../../metrics/metrics.ts';
import { useCompare } from '../../parts/useCompare.ts';

export function MetricChoice({ runs }: { readonly runs: readonly KeptRun[] }) {
  const metrics = useCompare((compare) => compare.metrics);
  const choose = useCompare((compare) => compare.chooseMetrics);
  const there = METRIC_NAMES.filter((name) => isMeasured(runs, name));
  return (
    <details className="metric-choice">
      <summary className="button button-small">Metrics</summary>
      <fieldset className="metric-list">
        <legend className="visually-hidden">Metrics to compare</legend>
        {there.map((name) => (
          <label key={name} title={METRICS[name].definition}>
            <input
              type="checkbox"
              checked={metrics.includes(name)}
              onChange={({ target }) =>
                choose(
                  METRIC_NAMES.filter((other) =>
                    other === name ? target.checked : metrics.includes(other),
                  ),
                )
              }
            />
            {METRICS[name].label}
            <span className="aside"> {METRICS[name].source}</span>
          </label>
        ))}
      </fieldset>
    </details>
  );
}
