// All arms in one chart of one metric.
import { useMemo, useState } from 'react';
import type { Arm } from '../../app/compare/compared.ts';
import { armLines, hasMeans } from '../../app/compare/lines.ts';
import { stepRange, valueRange } from '../../app/curves.ts';
import { METRICS, type MetricName } from '../../metrics.ts';
import { Hint } from '../Hint.tsx';
import { ArmChart } from './ArmChart.tsx';
import { useLevels } from './useCompare.ts';

const HEIGHT = 168;
const LABEL_ROOM = 104;

interface Props {
  readonly arms: readonly Arm[];
  readonly metric: MetricName;
  readonly onChoose: (step: number) => void;
}

export const stepsOf = (arms: readonly Arm[]): number =>
  Math.max(...arms.flatMap(({ runs }) => runs.map(({ step }) => step)));

export function Overlay({ arms, metric, onChoose }: Props) {
  const levels = useLevels(arms, metric);
  const [cursor, setCursor] = useState<number | null>(null);
  const drawn = useMemo(() => armLines(arms, metric, levels), [arms, metric, levels]);
  const { label, unit, definition } = METRICS[metric];
  const steps = stepsOf(arms);
  return (
    <figure className="chart" aria-label={`${label} by arm`}>
      <figcaption className="chart-head">
        <h4>
          {label} <Hint about={label} text={definition} />
        </h4>
        <span className="aside">
          {cursor === null
            ? hasMeans(arms)
              ? 'mean, 95 %'
              : 'one run each, no comparison'
            : `step ${cursor}`}
        </span>
      </figcaption>
      <ArmChart
        drawn={drawn}
        metric={metric}
        ranges={{ x: stepRange(steps, steps), y: valueRange(unit, drawn.data.ys) }}
        height={HEIGHT}
        labelRoom={LABEL_ROOM}
        onCursor={setCursor}
        onChoose={onChoose}
      />
    </figure>
  );
}
