// Differences of every arm from a reference, paired by seed.
import { useId } from 'react';
import type { ArmDifference, ComparedArm } from '../../../app/compare/results/compared.ts';
import type { Result } from '../../../app/compare/results/levels.ts';
import { formatValue, NO_VALUE } from '../../../app/parts/format.ts';
import { METRICS, type MetricName } from '../../../metrics/metrics.ts';
import { FEWEST_SEEDS } from '../../../study/bootstrap.ts';
import { useCompare, useReference } from '../../parts/useCompare.ts';
import { NumberTable } from './NumberTable.tsx';

/** With its sign; shares in points. */
function signed(metric: MetricName, value: number): string {
  const { unit } = METRICS[metric];
  const text =
    unit === 'share' ? (100 * Math.abs(value)).toFixed(1) : formatValue(unit, Math.abs(value));
  if (Number(text) === 0) return text;
  return `${value > 0 ? '+' : '−'}${text}`;
}

function Cell({ found }: { readonly found: ArmDifference | null | undefined }) {
  if (!found) return <td>{NO_VALUE}</td>;
  const { metric, seeds, step, estimate } = found;
  const { value, interval } = estimate;
  if (interval === null) {
    return (
      <td className="few">
        {seeds.length} {seeds.length === 1 ? 'pair' : 'pairs'} only
      </td>
    );
  }
  const isClear = interval[0] > 0 || interval[1] < 0;
  return (
    <td title={`At step ${step}, seeds ${seeds.join(', ')}`}>
      {isClear ? <b>{signed(metric, value)}</b> : signed(metric, value)}
      <span className="interval">
        {signed(metric, interval[0])} to {signed(metric, interval[1])}
      </span>
      <span className="interval">{isClear ? 'clear of zero' : 'zero possible'}</span>
    </td>
  );
}

interface DifferencesProps {
  readonly arms: readonly ComparedArm[];
  readonly metrics: readonly MetricName[];
  /** Null while they are computed. */
  readonly results: readonly Result[] | null;
}

export function Differences({ arms, metrics, results }: DifferencesProps) {
  const id = useId();
  const choose = useCompare((compare) => compare.chooseReference);
  const reference = useReference(arms);
  if (reference === undefined) return null;
  return (
    <div className="differences">
      <div className="reference">
        <label htmlFor={id}>Differences from</label>
        <select
          id={id}
          className="select"
          value={reference.name}
          onChange={({ target }) => choose(target.value)}
        >
          {arms.map(({ name }) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <NumberTable
        title={`Arm minus ${reference.name}`}
        note={`Paired by seed at the last evaluation in common, 95 % intervals (bootstrap over seeds); shares in percentage points. Intervals need ${FEWEST_SEEDS} pairs, and one in twenty misses.`}
        metrics={metrics}
      >
        {arms
          .filter((arm) => arm !== reference)
          .map((arm) => (
            <tr key={arm.name}>
              <th scope="row">{arm.name}</th>
              {metrics.map((metric) => (
                <Cell
                  key={metric}
                  found={
                    results?.find((one) => one.arm === arm.name && one.metric === metric)
                      ?.difference
                  }
                />
              ))}
            </tr>
          ))}
      </NumberTable>
    </div>
  );
}
