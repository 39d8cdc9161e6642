// A chart of one metric for some arms, with a vertical axis that charts may share.
import { useCallback, useMemo } from 'react';
import { extend, fitScale, NOTHING } from '../../../app/charts/scale.ts';
import { type ArmLine, reached } from '../../../app/compare/results/lines.ts';
import { formatTick } from '../../../app/parts/format.ts';
import { type Series, steps as stepsOf, values } from '../../../app/run/series.ts';
import { METRICS, type MetricName } from '../../../metrics/metrics.ts';
import { LineChart } from '../../charts/LineChart.tsx';
import type { PlotLine } from '../../charts/plot.ts';
import { useApp } from '../../parts/useApp.ts';
import { armInk } from './arm-inks.ts';

interface ArmChartProps {
  readonly lines: readonly ArmLine[];
  readonly metric: MetricName;
  /** Lines that the vertical axis covers: its own, or those of all charts of a grid. */
  readonly shared: readonly ArmLine[];
  /** Along the horizontal axis. */
  readonly steps: number;
  readonly height: number;
  readonly labelRoom: number;
  readonly onCursor: (step: number | null) => void;
  readonly onChoose: (step: number) => void;
}

const points = (series: Series) => ({ x: stepsOf(series), y: values(series) });

function lineOf({ label, place, series, band }: ArmLine, isMarked: boolean): PlotLine {
  return {
    ...points(series),
    label,
    ink: armInk(place),
    hasPoints: isMarked && band !== null,
    band: band && { low: points(band.low), high: points(band.high) },
  };
}

export function ArmChart({
  lines,
  metric,
  shared,
  steps,
  onCursor,
  onChoose,
  ...rest
}: ArmChartProps) {
  const { unit, source } = METRICS[metric];
  const scale = useApp((app) => app.view.y);
  const drawn = useMemo(
    () => lines.map((line) => lineOf(line, source === 'evaluation')),
    [lines, source],
  );
  const extent = useMemo(() => reached(shared).reduce(extend, NOTHING), [shared]);
  const scaleFor = useCallback(() => fitScale(scale, unit, extent), [scale, unit, extent]);
  return (
    <LineChart
      {...rest}
      lines={drawn}
      range={[0, steps]}
      scaleFor={scaleFor}
      formatY={(value) => formatTick(unit, value)}
      onCursor={(x) => onCursor(x === null ? null : Math.round(x))}
      onChoose={(x) => onChoose(Math.round(x))}
    />
  );
}
