// The figures of an experiment as Vega-Lite specifications: curves over steps, and training against evaluation schedules.
import type { TopLevelSpec } from 'vega-lite';
import type { Experiment } from '../experiments/experiment.ts';
import { METRICS, type Metric, type MetricName } from '../metrics/metrics.ts';
import type { Analysis, Study } from './analysis.ts';
import type { SeededEstimate } from './bootstrap.ts';

/** The page's inks on its paper: src/ui/styles/theme.css, light. */
const PAPER = '#fbfaf7';
const INK = '#1c1b19';
const MUTED = '#66625a';
const LINE = '#e6e3dc';
const INKS = [
  '#1f5fa8',
  '#a85b00',
  '#7446a8',
  '#2a7548',
  '#b3402e',
  '#1c1b19',
  '#3a93a8',
  '#c48a3a',
  '#a878c8',
  '#66a878',
];
const DASHES = [
  [1, 0],
  [6, 3],
  [2, 2],
  [8, 2, 2, 2],
];

export const CONFIG = {
  background: PAPER,
  padding: 12,
  font: 'system-ui, -apple-system, "Segoe UI", sans-serif',
  view: { stroke: null },
  axis: {
    gridColor: LINE,
    domainColor: MUTED,
    tickColor: MUTED,
    labelColor: MUTED,
    titleColor: MUTED,
    titleFontWeight: 'normal' as const,
  },
  legend: { labelColor: INK, labelLimit: 0 },
  title: { color: INK, fontWeight: 'normal' as const, anchor: 'start' as const, fontSize: 13 },
};

const unitTitle = (metric: MetricName) => {
  const { label, unit } = METRICS[metric];
  return unit === 'nats' || unit === 'tokens' ? `${label}, ${unit}` : label;
};

const LEGEND = {
  orient: 'bottom' as const,
  columns: 5,
  symbolType: 'stroke' as const,
  symbolOpacity: 1,
  symbolSize: 400,
  symbolStrokeWidth: 1.8,
};

/** The ink and the dashes of each arm, in one legend. */
export function inksOf({ arms }: Experiment) {
  const domain = arms.map(({ name }) => name);
  const channel = <T>(range: readonly T[]) => ({
    field: 'arm',
    type: 'nominal' as const,
    title: null,
    scale: { domain, range: domain.map((_, i) => range[i % range.length]) },
    legend: LEGEND,
  });
  return { color: channel(INKS), strokeDash: channel(DASHES) };
}

/** Along x a line per arm, its interval as a band; shares from nothing to all where they are `whole`. */
export function linesChart(
  title: string,
  values: readonly FigureRow[],
  { x, inks, isWhole }: { readonly x: XField; readonly inks: Inks; readonly isWhole: boolean },
) {
  const { color, strokeDash } = inks;
  const y = {
    type: 'quantitative' as const,
    title: null,
    ...(isWhole && { axis: { format: '%' }, scale: { domain: [0, 1] } }),
  };
  return {
    title,
    width: 300,
    height: 180,
    data: { values: [...values] },
    layer: [
      {
        mark: { type: 'area' as const, opacity: 0.14 },
        encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' }, color },
      },
      {
        mark: { type: 'line' as const, strokeWidth: 1.8 },
        encoding: { x, y: { ...y, field: 'value' }, color, strokeDash },
      },
    ],
  };
}

type Inks = ReturnType<typeof inksOf>;

/** The field of the rows that a chart runs along. */
interface XField {
  readonly field: string;
  readonly type: 'quantitative' | 'ordinal';
  readonly title: string;
  readonly axis?: { readonly labelAngle: number };
}

/** A mean of an arm and its interval, and where along x it is. */
export interface FigureRow {
  readonly arm: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly [along: string]: string | number;
}

export function rowOf(
  arm: string,
  at: { readonly [along: string]: string | number },
  { value, interval }: SeededEstimate,
): FigureRow {
  const [low, high] = interval ?? [value, value];
  return { ...at, arm, value: short(value), low: short(low), high: short(high) };
}

/** One chart per panel, one line per arm, its interval over seeds as a band. */
export function curvesFigure({ experiment }: Study, { curves }: Analysis): TopLevelSpec {
  const inks = inksOf(experiment);
  const x = { field: 'step', type: 'quantitative' as const, title: 'step' };
  const chart = (metric: MetricName) =>
    linesChart(unitTitle(metric), rows(curves, metric), {
      x,
      inks,
      isWhole: METRICS[metric].unit === 'share',
    });
  return { config: CONFIG, columns: 3, concat: experiment.panels.map(chart) };
}

const rows = (curves: Analysis['curves'], metric: MetricName) =>
  curves
    .filter((curve) => curve.metric === metric)
    .flatMap(({ arm, points }) =>
      points.map(({ step, estimate }) => rowOf(arm, { step }, estimate)),
    );

const short = (value: number) => Number(value.toPrecision(4));

/** From the least to the greatest value with a margin; shares stay within 0 and 1. */
function roomFor(values: readonly number[], { unit }: Metric): [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const margin = (high - low) / 10;
  return unit === 'share'
    ? [Math.max(0, low - margin), Math.min(1, high + margin)]
    : [low - margin, high + margin];
}

/** Every arm a point with its name and both intervals, after the last step. */
export function tradeOffFigure(
  { experiment: { arms } }: Study,
  { levels }: Analysis,
  { x, y }: { readonly x: MetricName; readonly y: MetricName },
): TopLevelSpec {
  const levelOf = (arm: string, metric: MetricName) => {
    const found = levels.find(
      (each) => each.arm === arm && each.metric === metric && each.at === 'last',
    );
    if (found === undefined) throw new Error(`${metric} of ${arm} was not measured`);
    const { value, interval } = found.estimate;
    return [value, ...(interval ?? [value, value])].map(short);
  };
  const values = arms.map(({ name }) => {
    const [across, left, right] = levelOf(name, x);
    const [up, low, high] = levelOf(name, y);
    return { arm: name, across, left, right, up, low, high };
  });
  const axis = (field: string, metric: MetricName) => ({
    field,
    type: 'quantitative' as const,
    title: unitTitle(metric),
    scale: {
      zero: false,
      domain: roomFor(
        arms.flatMap(({ name }) => levelOf(name, metric)),
        METRICS[metric],
      ),
    },
    axis: { ...(METRICS[metric].unit === 'share' && { format: '%' }) },
  });
  const colour = { value: INKS[0] ?? INK };
  return {
    config: CONFIG,
    width: 460,
    height: 320,
    data: { values },
    encoding: { x: axis('across', x), y: axis('up', y), color: colour },
    layer: [
      {
        mark: { type: 'rule', opacity: 0.4 },
        encoding: { x: axis('left', x), x2: { field: 'right' } },
      },
      {
        mark: { type: 'rule', opacity: 0.4 },
        encoding: { y: axis('low', y), y2: { field: 'high' } },
      },
      { mark: { type: 'point', filled: true, size: 60, opacity: 1 } },
      {
        mark: { type: 'text', align: 'left', dx: 7, dy: -7, fontSize: 11 },
        encoding: { text: { field: 'arm' }, color: { value: INK } },
      },
    ],
  };
}

/** Rows are how arms trained, columns how they are evaluated after the last step. */
export function matrixFigure({ experiment }: Study, { levels }: Analysis): TopLevelSpec {
  const { matrix, arms } = experiment;
  const values = levels
    .filter(({ at, metric }) => at === 'last' && matrix.some((name) => name === metric))
    .map(({ arm, metric, estimate }) => ({
      arm,
      schedule: METRICS[metric].label,
      value: short(estimate.value),
    }));
  const x = {
    field: 'schedule',
    type: 'nominal' as const,
    title: 'evaluated',
    sort: matrix.map((name) => METRICS[name].label),
    axis: { orient: 'top' as const, labelAngle: -30, domain: false, ticks: false },
  };
  const y = {
    field: 'arm',
    type: 'nominal' as const,
    title: 'trained',
    sort: arms.map(({ name }) => name),
    axis: { domain: false, ticks: false },
  };
  const value = { field: 'value', type: 'quantitative' as const };
  return {
    config: CONFIG,
    data: { values },
    width: { step: 72 },
    height: { step: 26 },
    encoding: { x, y },
    layer: [
      {
        mark: { type: 'rect' },
        encoding: {
          color: {
            ...value,
            legend: null,
            scale: { interpolate: 'rgb', range: [PAPER, INKS[0] ?? INK], domain: [0, 1] },
          },
        },
      },
      {
        mark: { type: 'text' },
        encoding: {
          text: { ...value, format: '.0%' },
          color: {
            condition: { test: 'datum.value > 0.5', value: PAPER },
            value: INK,
          },
        },
      },
    ],
  };
}
