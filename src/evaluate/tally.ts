// Metrics counted solution by solution, and their values with intervals.
import { isMetricName, METRICS, type MetricName } from '../metrics/metrics.ts';
import type { Rewarded } from '../rl/reward.ts';
import type { EvaluationEvent } from '../run/events.ts';
import {
  type Estimate,
  type Interval,
  mean,
  meanInterval,
  type Part,
  ratio,
  wilson,
} from './statistics.ts';

/**
 * A metric solution by solution, in the order of the problems: its value is the sum of the parts over
 * the sum of the wholes, so that it can be measured again on any choice of the problems.
 */
export interface Tally {
  readonly parts: readonly Part[];
  /** share: parts are 0 or 1 and wholes 1. mean: wholes are 1. */
  readonly kind: 'share' | 'mean' | 'ratio';
}

/** Share of solutions for which something holds. */
export function share(holds: readonly boolean[]): Tally {
  return { kind: 'share', parts: holds.map((held) => ({ part: held ? 1 : 0, whole: 1 })) };
}

/** Mean over solutions. */
export function average(values: readonly number[]): Tally {
  return { kind: 'mean', parts: values.map((part) => ({ part, whole: 1 })) };
}

export const accuracy = (solutions: readonly Rewarded[]): Tally =>
  share(solutions.map(({ reward }) => reward === 1));

/** Mean over the tokens of all solutions, [solutions][tokens]. */
export function tokenMean(values: readonly Float32Array[]): Tally {
  const parts = values.map((row) => ({
    part: row.reduce((sum, value) => sum + value, 0),
    whole: row.length,
  }));
  return { kind: 'ratio', parts };
}

export interface NamedTally extends Tally {
  readonly name: MetricName;
}

/** How each metric is counted from what was found; null where it cannot be. */
export type Measures<Found> = { readonly [K in MetricName]?: (found: Found) => Tally | null };

/** In the order of the measures. */
export const tallies = <Found>(measures: Measures<Found>, found: Found): NamedTally[] =>
  Object.keys(measures)
    .filter(isMetricName)
    .flatMap((name) => {
      const tally = measures[name]?.(found) ?? null;
      return tally === null ? [] : [{ name, ...tally }];
    });

/** Numbers with their 95 % intervals. */
export type Measured = Pick<EvaluationEvent, 'metrics' | 'intervals'>;

const clip = (value: number) => Math.min(1, Math.max(0, value));

function estimate({ name, kind, parts }: NamedTally): Estimate | null {
  const values = parts.map(({ part }) => part);
  if (kind === 'mean') return { value: mean(values), interval: meanInterval(values) };
  if (kind === 'share') {
    const successes = values.filter((value) => value === 1).length;
    return { value: successes / values.length, interval: wilson(successes, values.length) };
  }
  const found = ratio(parts);
  if (found === null || found.interval === null || METRICS[name].unit !== 'share') return found;
  return { ...found, interval: [clip(found.interval[0]), clip(found.interval[1])] };
}

/** Values and intervals; a metric whose wholes are all 0 has none, an interval takes two solutions. */
export function measured(found: readonly NamedTally[]): Measured {
  const metrics: { [K in MetricName]?: number } = {};
  const intervals: { [K in MetricName]?: Interval } = {};
  for (const tally of found) {
    const of = estimate(tally);
    if (of === null) continue;
    metrics[tally.name] = of.value;
    if (of.interval !== null) intervals[tally.name] = of.interval;
  }
  return { metrics, intervals };
}
