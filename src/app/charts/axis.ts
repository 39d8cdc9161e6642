// The horizontal axis of the curves: steps, seconds or tokens.

import { formatElapsed } from '../parts/format.ts';
import type { History } from '../run/history.ts';
import { firstFrom, type Series, steps, valueAt, values } from '../run/series.ts';

interface XAxis {
  readonly label: string;
  /** Step -> how many by then; null where they are the steps themselves. */
  readonly of: (history: Pick<History, 'tokens' | 'seconds'>) => Series | null | undefined;
  readonly format: (value: number) => string;
}

const count = (value: number): string => {
  if (value >= 1e6) return `${Number((value / 1e6).toPrecision(3))}M`;
  return value >= 10_000 ? `${Number((value / 1e3).toPrecision(3))}k` : String(value);
};
const time = (seconds: number): string =>
  seconds < 60 ? `${Number(seconds.toPrecision(3))} s` : formatElapsed(seconds * 1000);

export const X_AXES = {
  steps: { label: 'steps', of: () => null, format: count },
  seconds: { label: 'seconds', of: ({ seconds }) => seconds, format: time },
  tokens: { label: 'tokens', of: ({ tokens }) => tokens, format: count },
} as const satisfies Record<string, XAxis>;

export type XAxisName = keyof typeof X_AXES;
export const X_AXIS_NAMES = ['steps', 'seconds', 'tokens'] as const satisfies readonly XAxisName[];

/** Whether a run can be drawn along it: it must have been counted from the first step on. */
export function isCounted(axis: Series | null | undefined): axis is Series | null {
  return axis === null || (axis !== undefined && steps(axis)[0] === 1);
}

/** Where a step is on the axis; before anything was counted, at 0. Between two, the share of the way. */
export function along(axis: Series | null, step: number): number {
  if (axis === null) return step;
  const counted = steps(axis);
  const last = counted[counted.length - 1] ?? 0;
  // Nothing is known of steps to come but how much the others took.
  if (step > last) return last === 0 ? step : ((valueAt(axis, last) ?? 0) * step) / last;
  return valueAt(axis, step) ?? 0;
}

/** The step nearest to a place on the axis. */
export function stepAt(axis: Series | null, x: number): number {
  if (axis === null) return x;
  const at = values(axis);
  const i = firstFrom(at, x);
  const [before, after] = [at[i - 1] ?? 0, at[i] ?? Number.POSITIVE_INFINITY];
  const counted = steps(axis);
  return (x - before <= after - x ? counted[i - 1] : counted[i]) ?? 0;
}

/** Whether all steps of the curve, one by one, are those of the axis. */
function isInStep(series: Series, axis: Series): boolean {
  const own = steps(series);
  const last = series.length - 1;
  return own[0] === 1 && own[last] === last + 1 && steps(axis)[last] === last + 1;
}

/** Where each point of a curve is. Copied only where the curve has steps of its own. */
export function places(series: Series, axis: Series | null): Float64Array {
  if (axis === null) return steps(series);
  if (isInStep(series, axis)) return values(axis).subarray(0, series.length);
  return steps(series).map((step) => along(axis, step));
}
