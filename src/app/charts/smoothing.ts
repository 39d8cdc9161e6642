// Smoothed curves: exponential or moving mean over a number of steps, extended point by point.
import { type Series, steps, values } from '../run/series.ts';

export const SMOOTHING_KINDS = ['off', 'exponential', 'window'] as const;

export interface Smoothing {
  readonly kind: (typeof SMOOTHING_KINDS)[number];
  /** Steps over which is averaged: the window, or the exponential mean of the same mean age. */
  readonly width: number;
}

interface Smoothed extends Smoothing {
  /** Points done. */
  length: number;
  values: Float64Array;
  /** Total weight of the values in the exponential mean. */
  weight: number;
}

/** By buffer: what is written there never changes, so what was made of it stays true. */
const known = new WeakMap<Series['buffer'], Smoothed>();

/** Weight that is left of a value one step later. */
const decay = (width: number) => (width - 1) / (width + 1);

/**
 * Debiased: the first value counts fully. By differences, so that what is constant stays so to the
 * last bit; by steps and not by points, so that rare evaluations are not smeared.
 */
function exponential(series: Series, done: Smoothed): void {
  const x = steps(series);
  const y = values(series);
  const kept = decay(done.width);
  for (let i = done.length; i < series.length; i++) {
    const before = done.values[i - 1];
    const value = y[i] ?? Number.NaN;
    if (i > 0) done.weight *= kept ** ((x[i] ?? 0) - (x[i - 1] ?? 0));
    if (!Number.isFinite(value)) {
      done.values[i] = before ?? value;
    } else {
      done.weight += 1;
      const isFirst = before === undefined || !Number.isFinite(before);
      done.values[i] = isFirst ? value : before + (value - before) / done.weight;
    }
  }
}

/** Mean of the values of the last `width` steps. */
function moving(series: Series, done: Smoothed): void {
  const x = steps(series);
  const y = values(series);
  for (let i = done.length; i < series.length; i++) {
    let mean = 0;
    let count = 0;
    for (let j = i; j >= 0 && (x[i] ?? 0) - (x[j] ?? 0) < done.width; j--) {
      const value = y[j] ?? Number.NaN;
      if (!Number.isFinite(value)) continue;
      count += 1;
      mean += (value - mean) / count;
    }
    done.values[i] = count === 0 ? Number.NaN : mean;
  }
}

/** Smoothed values of a series, one for each point: a view that must not be written to. */
export function smoothed(series: Series, { kind, width }: Smoothing): Float64Array {
  if (kind === 'off') return values(series);
  let done = known.get(series.buffer);
  if (done === undefined || done.kind !== kind || done.width !== width) {
    const room = series.buffer.values.length;
    done = { kind, width, length: 0, values: new Float64Array(room), weight: 0 };
    known.set(series.buffer, done);
  }
  if (kind === 'exponential') exponential(series, done);
  else moving(series, done);
  done.length = Math.max(done.length, series.length);
  return done.values.subarray(0, series.length);
}
