// All arms in one chart of one metric.
import { useMemo, useState } from 'react';
import type { ComparedArm } from '../../../app/compare/results/compared.ts';
import { armLines, hasMeans, stepsOf } from '../../../app/compare/results/lines.ts';
import { METRICS, type MetricName } from '../../../metrics/metrics.ts';
import { Hint } from '../../parts/Hint.tsx';
import { useLevels } from '../../parts/useCompare.ts';
import { ArmChart } from './ArmChart.tsx';

const HEIGHT = 168;
const LABEL_ROOM = 104;

interface OverlayProps {
  readonly arms: readonly ComparedArm[];
  readonly metric: MetricName;
  readonly onChoose: (step: number) => void;
}

export function Overlay({ arms, metric, onChoose }: OverlayProps) {
  const levels = useLevels(arms, metric);
  const [cursor, setCursor] = useState<number | null>(null);
  const lines = useMemo(() => armLines(arms, metric, levels), [arms, metric, levels]);
  const { label, definition } = METRICS[metric];
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
        lines={lines}
        shared={lines}
        metric={metric}
        steps={stepsOf(arms)}
        height={HEIGHT}
        labelRoom={LABEL_ROOM}
        onCursor={setCursor}
        onChoose={onChoose}
      />
    </figure>
  );
}
