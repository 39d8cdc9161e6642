// Table of every arm’s values at its last evaluation.
import type { ComparedArm } from '../../../app/compare/results/compared.ts';
import type { Result } from '../../../app/compare/results/levels.ts';
import { formatValue, NO_VALUE } from '../../../app/parts/format.ts';
import { METRICS, type MetricName } from '../../../metrics/metrics.ts';
import { FEWEST_SEEDS } from '../../../study/bootstrap.ts';
import { NumberTable } from './NumberTable.tsx';

interface LevelsProps {
  readonly arms: readonly ComparedArm[];
  readonly metrics: readonly MetricName[];
  /** Null while they are computed. */
  readonly results: readonly Result[] | null;
}

function Cell({ result, runs }: { readonly result: Result | undefined; readonly runs: number }) {
  if (result === undefined || result.level === null) return <td>{NO_VALUE}</td>;
  const { unit } = METRICS[result.metric];
  const { value, interval, bySeed } = result.level.estimate;
  if (runs < FEWEST_SEEDS) {
    return <td className="few">{bySeed.map((each) => formatValue(unit, each)).join('; ')}</td>;
  }
  return (
    <td>
      <b>{formatValue(unit, value)}</b>
      {interval !== null && (
        <span className="interval">
          {formatValue(unit, interval[0])} to {formatValue(unit, interval[1])}
        </span>
      )}
    </td>
  );
}

export function Levels({ arms, metrics, results }: LevelsProps) {
  return (
    <NumberTable
      title="At the last evaluation"
      note={`Means over seeds with 95 % intervals (bootstrap over seeds, widened for few of them); below ${FEWEST_SEEDS} seeds the single values.`}
      metrics={metrics}
    >
      {arms.map((arm) => (
        <tr key={arm.name}>
          <th scope="row">
            {arm.name}
            <span className="interval">
              {arm.runs.length} {arm.runs.length === 1 ? 'run' : 'runs'}
            </span>
          </th>
          {metrics.map((metric) => (
            <Cell
              key={metric}
              result={results?.find((one) => one.arm === arm.name && one.metric === metric)}
              runs={arm.runs.length}
            />
          ))}
        </tr>
      ))}
    </NumberTable>
  );
}
