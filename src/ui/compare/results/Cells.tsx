// One small chart per arm, all on the same axes, in a grid where two settings were swept.
import { useMemo, useState } from 'react';
import type { ComparedArm } from '../../../app/compare/results/compared.ts';
import { armLines, hasMeans, stepsOf } from '../../../app/compare/results/lines.ts';
import { METRICS, type MetricName } from '../../../metrics/metrics.ts';
import { settingsOfArms } from '../../../study/settings.ts';
import { useLevels } from '../../parts/useCompare.ts';
import { ArmChart } from './ArmChart.tsx';

const HEIGHT = 96;
const MOST_COLUMNS = 6;

interface CellsProps {
  readonly arms: readonly ComparedArm[];
  readonly metrics: readonly MetricName[];
  readonly onChoose: (step: number) => void;
}

/** As many columns as the last of two swept settings has values; null where there are not two. */
function columnsOf(arms: readonly ComparedArm[]): number | null {
  const settings = settingsOfArms(arms.map((arm) => ({ ...arm, stands: '' })));
  if (settings.fields.length !== 2) return null;
  const columns = new Set(settings.arms.map(({ values }) => values[1])).size;
  return columns <= MOST_COLUMNS ? columns : null;
}

export function Cells({ arms, metrics, onChoose }: CellsProps) {
  const [chosen, setChosen] = useState<MetricName | null>(null);
  const metric = metrics.find((name) => name === chosen) ?? metrics[0];
  if (metric === undefined) return null;
  return (
    <div className="cells-view">
      <label className="cells-metric">
        Metric{' '}
        <select
          className="select"
          value={metric}
          onChange={({ target }) =>
            setChosen(metrics.find((name) => name === target.value) ?? null)
          }
        >
          {metrics.map((name) => (
            <option key={name} value={name}>
              {METRICS[name].label}
            </option>
          ))}
        </select>
      </label>
      <CellGrid arms={arms} metric={metric} onChoose={onChoose} />
    </div>
  );
}

const nothing = () => {};

function CellGrid({
  arms,
  metric,
  onChoose,
}: Omit<CellsProps, 'metrics'> & { readonly metric: MetricName }) {
  const levels = useLevels(arms, metric);
  const columns = useMemo(() => columnsOf(arms), [arms]);
  const cells = useMemo(
    () =>
      arms.map((arm, i) => {
        const own = levels?.[i];
        return armLines([arm], metric, own === undefined ? null : [own]);
      }),
    [arms, metric, levels],
  );
  const shared = useMemo(() => cells.flat(), [cells]);
  const steps = stepsOf(arms);
  return (
    <div
      className={columns === null ? 'cells' : 'cells cells-grid'}
      style={
        columns === null
          ? undefined
          : { gridTemplateColumns: `repeat(${columns}, minmax(7rem, 1fr))` }
      }
    >
      {arms.map((arm, i) => {
        const lines = cells[i];
        return (
          <figure
            key={arm.name}
            className="chart"
            aria-label={`${METRICS[metric].label}, ${arm.name}`}
          >
            <figcaption className="chart-head">
              <h4>{arm.name}</h4>
              {!hasMeans([arm]) && <span className="aside">single runs</span>}
            </figcaption>
            {lines !== undefined && (
              <ArmChart
                lines={lines}
                shared={shared}
                metric={metric}
                steps={steps}
                height={HEIGHT}
                labelRoom={0}
                onCursor={nothing}
                onChoose={onChoose}
              />
            )}
          </figure>
        );
      })}
    </div>
  );
}
