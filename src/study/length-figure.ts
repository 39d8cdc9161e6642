// The figure of problems of several lengths as a Vega-Lite specification: accuracies over length, first faults over quarters.
import type { TopLevelSpec } from 'vega-lite';
import { LENGTHS, type LengthName } from '../metrics/lengths.ts';
import type { MetricName } from '../metrics/metrics.ts';
import { type Analysis, lengthsOf, type Study } from './analysis.ts';
import { CONFIG, type FigureRow, inksOf, linesChart, rowOf } from './figure.ts';

/** After the last step. */
export function lengthsFigure({ experiment }: Study, { levels }: Analysis): TopLevelSpec {
  const inks = inksOf(experiment);
  const names = lengthsOf(experiment);
  const rowsAt = (metric: MetricName, at: { readonly [along: string]: string }): FigureRow[] =>
    levels
      .filter((level) => level.at === 'last' && level.metric === metric)
      .map(({ arm, estimate }) => rowOf(arm, at, estimate));
  const along = (field: string, title: string) => ({
    field,
    type: 'ordinal' as const,
    title,
    axis: { labelAngle: 0 },
  });
  const overLength = (
    title: string,
    isWhole: boolean,
    metricOf: (name: LengthName) => MetricName,
  ) =>
    linesChart(
      title,
      names.flatMap((name) => rowsAt(metricOf(name), { length: `×${LENGTHS[name].factor}` })),
      { x: along('length', 'length of the solution'), inks, isWhole },
    );
  const overQuarters = (name: LengthName) =>
    linesChart(
      `first faults per step by handoff, ×${LENGTHS[name].factor}`,
      LENGTHS[name].quarters.flatMap((metric, i) => rowsAt(metric, { quarter: `${i + 1}` })),
      { x: along('quarter', 'quarter of the solution'), inks, isWhole: false },
    );
  return {
    config: CONFIG,
    columns: 4,
    concat: [
      overLength('solo accuracy', true, (name) => LENGTHS[name].solo),
      overLength('handoff accuracy', true, (name) => LENGTHS[name].handoff),
      overLength('retention', false, (name) => LENGTHS[name].retention),
      overLength('repair', true, (name) => LENGTHS[name].repair),
      ...names.map(overQuarters),
    ],
  };
}
