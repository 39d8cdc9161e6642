// One small multiple: title with meaning, values in large type, curve, table, files.
import { useCallback, useMemo, useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { along, stepAt, X_AXES } from '../../app/charts/axis.ts';
import {
  axisOf,
  CHARTS,
  type ChartName,
  chartCurves,
  isLevel,
  type MetricCurve,
  metricsOf,
  visibleMetrics,
} from '../../app/charts/curves.ts';
import { sentCurves } from '../../app/charts/linked-curves.ts';
import { type Extent, fitScale } from '../../app/charts/scale.ts';
import { part, stepsShown } from '../../app/charts/view.ts';
import { formatTick } from '../../app/parts/format.ts';
import { plannedSteps } from '../../app/store.ts';
import { METRICS, type MetricName } from '../../metrics/metrics.ts';
import { Hint } from '../parts/Hint.tsx';
import { useApp } from '../parts/useApp.ts';
import { ChartMenu } from './ChartMenu.tsx';
import { ChartTable } from './ChartTable.tsx';
import { inkOf, SENT_INK } from './inks.ts';
import { LineChart } from './LineChart.tsx';
import type { PlotLine } from './plot.ts';
import { Readings } from './Readings.tsx';
import { useMarks } from './useMarks.ts';
import { useTold } from './useTold.ts';

export interface ChartProps {
  readonly chart: ChartName;
  readonly height: number;
  readonly isWide?: boolean;
}

/** Right of the wide charts, in pixels: the same in all, so that their steps stand in line. */
const LABEL_ROOM = 92;

const definitions = (names: readonly MetricName[]) =>
  names.length === 1 && names[0] !== undefined
    ? METRICS[names[0]].definition
    : names.map((name) => `${METRICS[name].label}: ${METRICS[name].definition}`).join('\n');

const lineOf = (curve: MetricCurve, isMarked: boolean): PlotLine => ({
  label: METRICS[curve.metric].label,
  ink: inkOf(curve.metric),
  hasPoints: isMarked,
  isFaint: curve.isRaw,
  x: curve.x,
  y: curve.y,
  band: curve.band,
});

const sentLineOf = ({ metric, x, y, band }: MetricCurve): PlotLine => ({
  label: `${METRICS[metric].label}, link`,
  ink: SENT_INK,
  hasPoints: false,
  x,
  y,
  band,
});

/** What the chart draws, in the way all charts are looked at now. */
function useDrawing(chart: ChartName) {
  const told = useTold(chart);
  const view = useApp((app) => app.view);
  const steps = useApp(
    useShallow((app) => stepsShown(app.zoom, plannedSteps(app), app.history.step)),
  );
  const axis = axisOf(view, told);
  const names = useMemo(() => visibleMetrics(chart, told.series), [chart, told]);
  const { unit } = METRICS[metricsOf(chart)[0] ?? 'reward/mean'];
  const from = along(axis, steps[0]);
  const to = Math.max(along(axis, steps[1]), from + Number.EPSILON);
  const sent = useApp((app) => app.sent);
  const lines = useMemo(
    () => [
      ...chartCurves(names, told, view, to).map((curve) =>
        lineOf(
          curve,
          METRICS[curve.metric].source === 'evaluation' && !isLevel(curve.metric, told.series),
        ),
      ),
      ...sentCurves(chart, sent, axis, to).map(sentLineOf),
    ],
    [chart, names, told, view, sent, axis, to],
  );
  const scaleFor = useCallback((extent: Extent) => fitScale(view.y, unit, extent), [view.y, unit]);
  const xAxis = axis === null ? X_AXES.steps : X_AXES[view.x];
  return { told, names, unit, steps, axis, xAxis, lines, range: [from, to] as const, scaleFor };
}

export type Drawing = ReturnType<typeof useDrawing>;

export function Chart({ chart, height, isWide = false }: ChartProps) {
  const drawing = useDrawing(chart);
  const { told, names, unit, steps, axis, xAxis, lines, range, scaleFor } = drawing;
  const hold = useApp((app) => app.hold);
  const setZoom = useApp((app) => app.setZoom);
  const marks = useMarks(axis);
  const [cursor, setCursor] = useState<number | null>(null);
  const { title } = CHARTS[chart];
  return (
    <figure className={isWide ? 'chart chart-wide' : 'chart'} aria-label={title}>
      <figcaption className="chart-head">
        <h3>
          {title} <Hint about={title.toLowerCase()} text={definitions(metricsOf(chart))} />
        </h3>
      </figcaption>
      <Readings names={names} series={told.series} step={cursor} />
      <LineChart
        lines={lines}
        range={range}
        scaleFor={scaleFor}
        marks={marks}
        height={height}
        labelRoom={isWide ? LABEL_ROOM : 0}
        formatX={xAxis.format}
        formatY={(value) => formatTick(unit, value)}
        isWhole={axis === null}
        onCursor={(x) => setCursor(x === null ? null : stepAt(axis, x))}
        onChoose={(x) => hold(stepAt(axis, x))}
        onZoom={(found) =>
          setZoom(
            found === null
              ? { kind: 'whole' }
              : part(stepAt(axis, found[0]), stepAt(axis, found[1])),
          )
        }
      />
      <ChartTable title={title} names={names} told={told} steps={steps} />
      <ChartMenu title={title} chart={chart} drawing={drawing} />
    </figure>
  );
}
