// One chart: title, current values, curves, table, files.

import { useState } from 'react';
import { stepAt } from '../../app/charts/axis.ts';
import { CHARTS, type ChartName, metricsOf } from '../../app/charts/charts.ts';
import { part } from '../../app/charts/view.ts';
import { formatTick } from '../../app/parts/format.ts';
import { METRICS, type MetricName } from '../../metrics/metrics.ts';
import { Hint } from '../parts/Hint.tsx';
import { useApp } from '../parts/useApp.ts';
import { ChartMenu } from './ChartMenu.tsx';
import { ChartTable } from './ChartTable.tsx';
import { LineChart } from './LineChart.tsx';
import { Readings } from './Readings.tsx';
import { useDrawing } from './useDrawing.ts';
import { useMarks } from './useMarks.ts';

export interface ChartProps {
  readonly chart: ChartName;
  readonly height: number;
  readonly isWide?: boolean;
}

/** Pixels right of the wide charts: the same in all, so that their steps are aligned. */
const LABEL_ROOM = 92;

const definitions = (names: readonly MetricName[]) =>
  names.length === 1 && names[0] !== undefined
    ? METRICS[names[0]].definition
    : names.map((name) => `${METRICS[name].label}: ${METRICS[name].definition}`).join('\n');

export function Chart({ chart, height, isWide = false }: ChartProps) {
  const drawing = useDrawing(chart);
  const { data, names, unit, steps, axis, xAxis, lines, range, scaleFor } = drawing;
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
      <Readings names={names} series={data.series} step={cursor} />
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
      <ChartTable title={title} names={names} data={data} steps={steps} />
      <ChartMenu title={title} chart={chart} drawing={drawing} />
    </figure>
  );
}
