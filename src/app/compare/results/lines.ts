// The lines of a chart of arms: means with intervals where there are enough seeds, else one line per run.
import type { MetricName } from '../../../metrics/metrics.ts';
import { FEWEST_SEEDS } from '../../../study/bootstrap.ts';
import { append, type Series, values } from '../../run/series.ts';
import { historyOf } from '../runs/kept-run.ts';
import type { ComparedArm } from './compared.ts';
import type { ArmLevel } from './levels.ts';

export interface ArmLine {
  /** Empty for all runs of an arm but the first: one name is enough. */
  readonly label: string;
  /** Of the arm among all arms. */
  readonly place: number;
  readonly series: Series;
  /** Ends of the intervals around a mean; null for a single run. */
  readonly band: { readonly low: Series; readonly high: Series } | null;
}

/** A mean needs its seeds; one arm without them makes the chart one of single runs. */
export const hasMeans = (arms: readonly ComparedArm[]): boolean =>
  arms.every(({ runs }) => runs.length >= FEWEST_SEEDS);

function seriesOf(
  levels: readonly ArmLevel[],
  value: (level: ArmLevel) => number | undefined,
): Series | undefined {
  return levels.reduce<Series | undefined>((series, level) => {
    const y = value(level);
    return y === undefined ? series : append(series, level.step, y);
  }, undefined);
}

function meanLine(
  { name }: ComparedArm,
  place: number,
  levels: readonly ArmLevel[],
): readonly ArmLine[] {
  const series = seriesOf(levels, ({ estimate }) => estimate.value);
  if (series === undefined) return [];
  const low = seriesOf(levels, ({ estimate }) => estimate.interval?.[0]);
  const high = seriesOf(levels, ({ estimate }) => estimate.interval?.[1]);
  const band = low === undefined || high === undefined ? null : { low, high };
  return [{ label: name, place, series, band }];
}

const runLines = (
  { name, runs }: ComparedArm,
  place: number,
  metric: MetricName,
): readonly ArmLine[] =>
  runs.flatMap((run, i) => {
    const series = historyOf(run).series[metric];
    return series === undefined ? [] : [{ label: i === 0 ? name : '', place, series, band: null }];
  });

/** @param levels means by arm, null while they are computed; not needed where single runs are drawn */
export function armLines(
  arms: readonly ComparedArm[],
  metric: MetricName,
  levels: readonly (readonly ArmLevel[])[] | null,
): readonly ArmLine[] {
  const isOfMeans = hasMeans(arms);
  return arms.flatMap((arm, place) =>
    isOfMeans ? meanLine(arm, place, levels?.[place] ?? []) : runLines(arm, place, metric),
  );
}

/** All values that the lines and their intervals reach. */
export const reached = (lines: readonly ArmLine[]): readonly Float64Array[] =>
  lines
    .flatMap(({ series, band }) => (band === null ? [series] : [series, band.low, band.high]))
    .map(values);

/** Steps that the longest of the runs has done. */
export const stepsOf = (arms: readonly ComparedArm[]): number =>
  Math.max(1, ...arms.flatMap(({ runs }) => runs.map(({ step }) => step)));
