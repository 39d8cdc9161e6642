// A chart of some arms and one metric; its axes may be shared with other charts.
import { useMemo } from 'react';
import { type ArmLine, reached } from '../../app/compare/lines.ts';
import { align, stepRange, valueRange } from '../../app/curves.ts';
import { formatTick } from '../../app/format.ts';
import { METRICS, type MetricName } from '../../metrics.ts';
import { LineChart } from '../LineChart.tsx';
import type { Mark } from '../marks.ts';
import { armInk } from './arm-inks.ts';

interface Props {
  readonly lines: readonly ArmLine[];
  readonly metric: MetricName;
  /** Lines that the vertical axis has room for: its own, or those of all charts beside it. */
  readonly shared: readonly ArmLine[];
  /** Along the horizontal axis. */
  readonly steps: number;
  readonly height: number;
  readonly labelRoom: number;
  readonly onCursor: (step: number | null) => void;
  readonly onChoose: (step: number) => void;
}

const NO_MARKS: readonly Mark[] = [];
const DOTTED = [1, 3];

export function ArmChart({ lines, metric, shared, steps, ...rest }: Props) {
  const { unit, source } = METRICS[metric];
  const drawn = useMemo(
    () =>
      lines.flatMap(({ label, place, series, band }) => {
        const ink = armInk(place);
        const end = { label: '', ink: { ...ink, dash: DOTTED }, hasPoints: false };
        const hasPoints = band !== null && source === 'evaluation';
        return [
          { label, ink, hasPoints, series },
          ...(band === null ? [] : [band.low, band.high].map((ends) => ({ ...end, series: ends }))),
        ];
      }),
    [lines, source],
  );
  const data = useMemo(() => align(drawn.map(({ series }) => series)), [drawn]);
  return (
    <LineChart
      {...rest}
      lines={drawn}
      data={data}
      marks={NO_MARKS}
      ranges={{ x: stepRange(steps, steps), y: valueRange(unit, reached(shared)) }}
      formatY={(value) => formatTick(unit, value)}
    />
  );
}
