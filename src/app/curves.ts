// What each chart draws: which metrics, over which range, with points that share one step axis.
// Numbers only; colours and canvases are the chart's affair.
import { METRICS, type Metric, type MetricName } from '../metrics.ts';
import { METRIC_NAMES, type SeriesOf } from './history.ts';
import { lastValue, type Series, steps, values } from './series.ts';

export type ChartName = NonNullable<Metric['chart']>;

/** In reading order. */
export const CHART_NAMES: readonly ChartName[] = [
  'accuracy',
  'style',
  'reward',
  'senior',
  'drift',
  'legibility',
];

export const metricsOf = (chart: ChartName): readonly MetricName[] =>
  METRIC_NAMES.filter((name) => METRICS[name].chart === chart);

/** A style that never reached this share is not drawn: eight lines at zero hide the others. */
const VISIBLE_SHARE = 0.02;

/** The metrics of a chart that have something to show. */
export function visibleMetrics(chart: ChartName, series: SeriesOf): readonly MetricName[] {
  const names = metricsOf(chart);
  if (chart !== 'style') return names;
  return names.filter((name) => {
    const curve = series[name];
    return curve !== undefined && values(curve).some((value) => value >= VISIBLE_SHARE);
  });
}

type Column = Float64Array | (number | null)[];
export interface Aligned {
  readonly x: Float64Array;
  /** One column per asked series; null where a series has no point. */
  readonly ys: readonly Column[];
}

function sameSteps(a: Series, b: Series): boolean {
  if (a.length !== b.length) return false;
  const left = steps(a);
  const right = steps(b);
  return left.every((step, i) => step === right[i]);
}

function spread(series: Series | undefined, x: Float64Array): (number | null)[] {
  const at = new Map<number, number>();
  if (series !== undefined) {
    const found = values(series);
    steps(series).forEach((step, i) => {
      at.set(step, found[i] ?? Number.NaN);
    });
  }
  return Array.from(x, (step) => at.get(step) ?? null);
}

/** Series on one common step axis. Without copying where they have their steps in common. */
export function align(list: readonly (Series | undefined)[]): Aligned {
  const present = list.filter((series) => series !== undefined);
  const first = present[0];
  if (first === undefined) return { x: new Float64Array(), ys: list.map(() => []) };
  const common = present.every((series) => series === first || sameSteps(series, first));
  const x = common
    ? steps(first)
    : Float64Array.from(new Set(present.flatMap((series) => [...steps(series)]))).sort();
  const ys = list.map((series) =>
    common && series !== undefined ? values(series) : spread(series, x),
  );
  return { x, ys };
}

/** The columns of a chart. A frozen junior's one accuracy is a level over all steps. */
export function columns(names: readonly MetricName[], series: SeriesOf): Aligned {
  const isLevel = (name: MetricName) =>
    name === 'junior/accuracy' && (series[name]?.length ?? 0) <= 1;
  const { x, ys } = align(names.map((name) => (isLevel(name) ? undefined : series[name])));
  return {
    x,
    ys: ys.map((column, i) => {
      const name = names[i];
      if (name === undefined || !isLevel(name)) return column;
      const level = lastValue(series[name]);
      return Array.from(x, () => level);
    }),
  };
}

const SHORT_RUN = 200;
const FIRST_SPAN = 100;

/** Steps the axis covers: the whole of a short run; a long one is unrolled by doubling. */
export function stepRange(total: number, step: number): readonly [number, number] {
  if (total <= SHORT_RUN) return [0, total];
  let span = FIRST_SPAN;
  while (span < step) span *= 2;
  return [0, Math.min(span, total)];
}

/** Smallest of 1, 2, 5 times a power of ten that is not below the value. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const factor = [1, 2, 5, 10].find((f) => f * power >= value) ?? 10;
  return factor * power;
}

/** Values the axis covers: shares 0 to 1, everything else from 0 to a round number. */
export function valueRange(unit: Metric['unit'], ys: Aligned['ys']): readonly [number, number] {
  if (unit === 'share') return [0, 1];
  let top = 0;
  for (const column of ys) for (const y of column) if (y !== null && y > top) top = y;
  return [0, Number.isFinite(top) && top > 0 ? roundUp(top) : 1];
}
