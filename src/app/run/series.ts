// One curve: steps and values in growing typed arrays; appending costs O(1) and changes no earlier Series.

interface SeriesBuffer {
  steps: Float64Array;
  values: Float64Array;
  /** Points written by the longest Series that shares this buffer. */
  used: number;
}

export interface Series {
  readonly length: number;
  readonly buffer: SeriesBuffer;
  /** Largest value so far; -Infinity where none is a number. Known without looking through all. */
  readonly high: number;
}

const FIRST_CAPACITY = 64;

function allocate(capacity: number, from: Series | null): SeriesBuffer {
  const buffer = {
    steps: new Float64Array(capacity),
    values: new Float64Array(capacity),
    used: from?.length ?? 0,
  };
  if (from !== null) {
    buffer.steps.set(steps(from));
    buffer.values.set(values(from));
  }
  return buffer;
}

/** Steps of the points, a view of [length]. */
export const steps = (series: Series): Float64Array =>
  series.buffer.steps.subarray(0, series.length);

/** Values of the points, a view of [length]. */
export const values = (series: Series): Float64Array =>
  series.buffer.values.subarray(0, series.length);

/** The series with one point more; `series` itself does not change. */
export function append(series: Series | undefined, step: number, value: number): Series {
  const length = series?.length ?? 0;
  let buffer = series?.buffer ?? allocate(FIRST_CAPACITY, null);
  const full = length === buffer.values.length;
  // Another Series has already written on from this one: branch off with a copy.
  const branched = buffer.used !== length;
  if (series !== undefined && (full || branched)) {
    buffer = allocate(full ? 2 * length : buffer.values.length, series);
  }
  buffer.steps[length] = step;
  buffer.values[length] = value;
  buffer.used = length + 1;
  const high = Math.max(
    series?.high ?? Number.NEGATIVE_INFINITY,
    Number.isNaN(value) ? -Infinity : value,
  );
  return { length: length + 1, buffer, high };
}

/** Value of the last point at or before a step; null before the first point. */
export function valueAt(series: Series | undefined, step: number): number | null {
  if (series === undefined) return null;
  const i = firstFrom(steps(series), step);
  const isThere = i < series.length && series.buffer.steps[i] === step;
  const last = isThere ? i : i - 1;
  return last < 0 ? null : (series.buffer.values[last] ?? null);
}

/** Value of the point at a step; null where there is none. */
export function pointAt(series: Series | undefined, step: number): number | null {
  if (series === undefined) return null;
  const i = firstFrom(steps(series), step);
  return i < series.length && series.buffer.steps[i] === step
    ? (series.buffer.values[i] ?? null)
    : null;
}

/** Value of the last point; null when there is none. */
export const lastValue = (series: Series | undefined): number | null =>
  valueAt(series, Number.POSITIVE_INFINITY);

/** Whole series on one common step axis, for files. */
export function align(list: readonly (Series | undefined)[]): AlignedSeries {
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

export interface AlignedSeries {
  readonly x: Float64Array;
  /** One column per asked series; null where a series has no point. */
  readonly ys: readonly SeriesColumn[];
}

type SeriesColumn = Float64Array | (number | null)[];
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

/** Index of the first number not below `least`; the length where all are. */
export function firstFrom(sorted: Float64Array, least: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
