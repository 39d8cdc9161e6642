// A chart of some arms and one metric; its axes may be shared with other charts.
import { useMemo } from 'react';
import { type ArmLine, reached } from '../../app/compare/lines.ts';
import { formatTick } from '../../app/format.ts';
import { extend, fitScale, NOTHING } from '../../app/scale.ts';
import { type Series, steps, values } from '../../app/series.ts';
import { stepRange } from '../../app/view.ts';
import { METRICS, type MetricName } from '../../metrics.ts';
import { LineChart } from '../LineChart.tsx';
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

const pointsOf = (series: Series) => ({ x: steps(series), y: values(series) });

export function ArmChart({ lines, metric, shared, steps: end, ...rest }: Props) {
  const { unit, source } = METRICS[metric];
  const drawn = useMemo(
    () =>
      lines.map(({ label, place, series, band }) => ({
        label,
        ink: armInk(place),
        hasPoints: band !== null && source === 'evaluation',
        ...pointsOf(series),
        band: band && { low: pointsOf(band.low), high: pointsOf(band.high) },
      })),
    [lines, source],
  );
  const scaleFor = useMemo(() => {
    const scale = fitScale('linear', unit, reached(shared).reduce(extend, NOTHING));
    return () => scale;
  }, [shared, unit]);
  return (
    <LineChart
      {...rest}
      lines={drawn}
      range={stepRange(end, end)}
      scaleFor={scaleFor}
      formatY={(value) => formatTick(unit, value)}
    />
  );
}
