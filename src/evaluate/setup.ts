// What an evaluation is given and what each of its parts gives back. Types, and the merging of parts.
import type { Engine, Model, Sampling } from '../engine/engine.ts';
import type { MetricName } from '../metrics.ts';
import type { Rewarded } from '../rl/reward.ts';
import type { EvaluationEvent } from '../run/events.ts';
import type { Problem, Task } from '../tasks/task.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import { type Interval, mean, meanInterval, wilson } from './statistics.ts';

export interface EvaluationSetup {
  readonly engine: Engine;
  readonly senior: Model;
  readonly junior: Model;
  /** The senior at step 0; null leaves drift/initial_kl out. */
  readonly initial: Model | null;
  readonly tokenizer: Tokenizer;
  readonly task: Task;
  readonly problems: readonly Problem[];
  readonly sampling: Sampling;
  readonly seed: number;
}

/** Numbers with their 95 % intervals. */
export type Measured = Pick<EvaluationEvent, 'metrics' | 'intervals'>;

/** A metric that has a value and, from two solutions on, an interval. */
export function measured(name: MetricName, value: number, interval: Interval | null): Measured {
  return {
    metrics: { [name]: value },
    intervals: interval === null ? {} : { [name]: interval },
  };
}

/** Share of solutions for which something holds. */
export function share(name: MetricName, holds: readonly boolean[]): Measured {
  const successes = holds.filter(Boolean).length;
  return measured(name, successes / holds.length, wilson(successes, holds.length));
}

/** Mean over solutions. */
export function average(name: MetricName, values: readonly number[]): Measured {
  return measured(name, mean(values), meanInterval(values));
}

export function accuracy(name: MetricName, solutions: readonly Rewarded[]): Measured {
  return share(
    name,
    solutions.map(({ reward }) => reward === 1),
  );
}

/** All numbers of several parts; no two parts have a metric in common. */
export function merge(parts: readonly Measured[]): Measured {
  return parts.reduce(
    (all, part) => ({
      metrics: { ...all.metrics, ...part.metrics },
      intervals: { ...all.intervals, ...part.intervals },
    }),
    { metrics: {}, intervals: {} },
  );
}
