// What an evaluation is given and what each of its parts gives back. A metric is counted solution by
// solution and only then measured.
import type { Engine, Model, Sampling } from '../engine/engine.ts';
import { METRICS, type MetricName } from '../metrics/metrics.ts';
import type { Rewarded } from '../rl/reward.ts';
import type { EvaluationEvent } from '../run/events.ts';
import type { Problem, Task } from '../tasks/parts/task.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import {
  type Estimate,
  type Interval,
  mean,
  meanInterval,
  type Part,
  ratio,
  wilson,
} from './statistics.ts';

export interface EvaluationSetup {
  readonly engine: Engine;
  readonly senior: Model;
  readonly junior: Model;
  /** The senior at step 0; null leaves drift/initial_kl out. */
  readonly initial: Model | null;
  /** A third model that takes the junior's place once more; without it there is none. */
  readonly reader?: Model;
  readonly tokenizer: Tokenizer;
  readonly task: Task;
  readonly problems: readonly Problem[];
  readonly sampling: Sampling;
  readonly seed: number;
}

/**
 * A metric solution by solution, in the order of the problems: its value is the sum of the parts over
 * the sum of the wholes, so that it can be measured again on any choice of the problems.
 */
export interface Tally {
  readonly name: MetricName;
  readonly parts: readonly Part[];
  /** share: parts are 0 or 1 and wholes 1. mean: wholes are 1. */
  readonly kind: 'share' | 'mean' | 'ratio';
}

/** Share of solutions for which something holds. */
export function share(name: MetricName, holds: readonly boolean[]): Tally {
  const parts = holds.map((held) => ({ part: held ? 1 : 0, whole: 1 }));
  return { name, kind: 'share', parts };
}

/** Mean over solutions. */
export function average(name: MetricName, values: readonly number[]): Tally {
  return { name, kind: 'mean', parts: values.map((part) => ({ part, whole: 1 })) };
}

export function accuracy(name: MetricName, solutions: readonly Rewarded[]): Tally {
  return share(
    name,
    solutions.map(({ reward }) => reward === 1),
  );
}

/** Numbers with their 95 % intervals. */
export type Measured = Pick<EvaluationEvent, 'metrics' | 'intervals'>;

const clip = (value: number) => Math.min(1, Math.max(0, value));

function estimate({ name, kind, parts }: Tally): Estimate | null {
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
export function measured(tallies: readonly Tally[]): Measured {
  const metrics: { [K in MetricName]?: number } = {};
  const intervals: { [K in MetricName]?: Interval } = {};
  for (const tally of tallies) {
    const found = estimate(tally);
    if (found === null) continue;
    metrics[tally.name] = found.value;
    if (found.interval !== null) intervals[tally.name] = found.interval;
  }
  return { metrics, intervals };
}
