// Vertical axes: linear, logarithmic or arcsinh (linear near 0, logarithmic far from it); heights are from 0 to 1.
import type { Metric } from '../../metrics/metrics.ts';

export const SCALE_NAMES = ['linear', 'log', 'arcsinh'] as const;
export type ScaleName = (typeof SCALE_NAMES)[number];

/** What there is to show. */
export interface ValueRange {
  readonly low: number;
  readonly high: number;
  /** Smallest value above 0; Infinity where there is none. */
  readonly least: number;
}

export const NOTHING: ValueRange = { low: Infinity, high: -Infinity, least: Infinity };

export interface Scale {
  readonly name: ScaleName;
  /** Share of the height at which a value is drawn. */
  readonly place: (value: number) => number;
  /** Values written at the axis, from low to high. */
  readonly ticks: readonly number[];
}

const FACTORS = [1, 1.5, 2, 3, 4, 5, 6, 8, 10];

/** Smallest round number that is not below a positive value. */
export function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return (FACTORS.find((factor) => factor * power >= value) ?? 10) * power;
}

function roundDown(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return (FACTORS.findLast((factor) => factor * power <= value) ?? 1) * power;
}

/** Between two values, after a transformation that keeps their order. */
function between(low: number, high: number, bend: (value: number) => number) {
  const [bottom, top] = [bend(low), bend(high)];
  return (value: number) => (bend(value) - bottom) / (top - bottom);
}

const MOST_TICKS = 4;

/** Evenly fewer of them, the last always. */
function thin(ticks: readonly number[]): readonly number[] {
  const stride = Math.ceil((ticks.length - 1) / (MOST_TICKS - 1));
  return stride <= 1 ? ticks : ticks.filter((_, i) => (ticks.length - 1 - i) % stride === 0);
}

function powers(from: number, to: number): readonly number[] {
  const first = Math.ceil(Math.log10(from) - 1e-9);
  const last = Math.floor(Math.log10(to) + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => Number(`1e${first + i}`));
}

/** Values nearer to 0 are 0: a computer has no more decades. */
const TINY = 1e-100;
const flat = (value: number) => (Math.abs(value) < TINY ? 0 : value);

function linear(low: number, high: number): Scale {
  const ticks = low < 0 ? [low, 0, high] : [low, (low + high) / 2, high];
  return {
    name: 'linear',
    place: between(low, high, flat),
    ticks: ticks.filter((tick, i) => tick !== ticks[i - 1]),
  };
}

/** Values of 0 or less have no logarithm: they are drawn at the lower edge. */
function logarithmic(least: number, high: number): Scale {
  const top = roundUp(high);
  const down = roundDown(least);
  const bottom = down < top ? down : top / 10;
  const decades = powers(bottom, top);
  const ticks = decades.length >= 2 ? decades : [bottom, top];
  return {
    name: 'log',
    place: between(bottom, top, (value) => Math.log10(Math.max(value, bottom))),
    ticks: thin(ticks),
  };
}

/** Decades that are distinguished on each side of 0. */
const ARCSINH_DECADES = 3;

function arcsinh(low: number, high: number): Scale {
  const size = Math.max(-low, high);
  const linearUpTo = 10 ** (Math.floor(Math.log10(size)) - ARCSINH_DECADES + 1);
  const up = high > 0 ? powers(linearUpTo, high) : [];
  const down = low < 0 ? powers(linearUpTo, -low) : [];
  const ticks = [...down.map((tick) => -tick).reverse(), 0, ...up];
  return {
    name: 'arcsinh',
    place: between(low, high, (value) => Math.asinh(flat(value) / linearUpTo)),
    ticks:
      low < 0 ? ticks.filter((tick) => tick === 0 || Math.abs(tick) > linearUpTo) : thin(ticks),
  };
}

/** The axis for what there is: shares from 0 to 1, all else from 0, or below it, to a round number. */
export function fitScale(name: ScaleName, unit: Metric['unit'], extent: ValueRange): Scale {
  if (unit === 'share') return linear(0, 1);
  const [lowest, highest] = [flat(extent.low), flat(extent.high)];
  const low = lowest < 0 ? -roundUp(-lowest) : 0;
  const high = highest > 0 ? roundUp(highest) : low < 0 ? 0 : 1;
  if (name === 'linear' || lowest > highest) return linear(low, high);
  if (name === 'arcsinh' || low < 0) return arcsinh(low, high);
  return highest > 0 ? logarithmic(Math.max(extent.least, TINY), highest) : linear(low, high);
}

/** What there is in these values too. */
export function extend(extent: ValueRange, values: Float64Array): ValueRange {
  let { low, high, least } = extent;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
    if (value > 0 && value < least) least = value;
  }
  return { low, high, least };
}

const STEPS_OF_TEN = [1, 2, 5, 10];
/** Ticks may be nearer by this than asked, rather than few. */
const ALMOST = 0.75;
/** Two ticks say more than one, however narrow the axis. */
const LEAST_GAPS = 2;

/** Round numbers in a range, about `most` of them; whole ones where asked. */
export function roundTicks(
  from: number,
  to: number,
  most: number,
  areWhole: boolean,
): readonly number[] {
  const gap = (to - from) / Math.max(LEAST_GAPS, most - 1);
  if (!(gap > 0)) return [from];
  const power = 10 ** Math.floor(Math.log10(gap));
  const found = (STEPS_OF_TEN.find((factor) => factor * power >= ALMOST * gap) ?? 10) * power;
  const step = areWhole ? Math.max(1, found) : found;
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
}
