// A chart of some arms and one metric; the axes may be shared with other charts.
import type { ArmLines } from '../../app/compare/lines.ts';
import { formatTick } from '../../app/format.ts';
import { METRICS, type MetricName } from '../../metrics.ts';
import { LineChart } from '../LineChart.tsx';
import type { PlotLine, Ranges } from '../plot.ts';
import { armInk } from './arm-inks.ts';

interface Props {
  readonly drawn: ArmLines;
  readonly metric: MetricName;
  readonly ranges: Ranges;
  readonly height: number;
  readonly labelRoom: number;
  readonly onCursor: (step: number | null) => void;
  readonly onChoose: (step: number) => void;
}

const DOTTED = [1, 3];

export function ArmChart({ drawn, metric, ...rest }: Props) {
  const { unit, source } = METRICS[metric];
  const lines = drawn.lines.map(({ label, place, kind }): PlotLine => {
    const ink = armInk(place);
    const isEnd = kind === 'low' || kind === 'high';
    return {
      label,
      ink: isEnd ? { ...ink, dash: DOTTED } : ink,
      hasPoints: kind === 'mean' && source === 'evaluation',
    };
  });
  return (
    <LineChart
      {...rest}
      lines={lines}
      data={drawn.data}
      formatY={(value) => formatTick(unit, value)}
    />
  );
}
