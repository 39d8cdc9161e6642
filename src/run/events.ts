// The events of a run, which are the same for equal links and so have no clock.
import type { RunConfig } from '../config/fields.ts';
import type { Changes } from '../config/live.ts';
import type { EngineInfo, Rollout } from '../engine/engine.ts';
import type { MetricName, MetricValues } from '../metrics/metrics.ts';
import type { Problem, Split } from '../tasks/parts/task.ts';

/** A rollout as it was rewarded. */
export interface RewardedRollout extends Rollout {
  /** Index of the problem in `problems`. */
  readonly group: number;
  readonly text: string;
  readonly reward: number;
  readonly advantage: number;
}

export interface StartEvent {
  readonly kind: 'start';
  readonly config: RunConfig;
  readonly engine: EngineInfo;
  readonly parameters: { readonly senior: number; readonly junior: number };
  readonly space: Readonly<Record<Split | 'all', number>>;
  readonly chance: number;
  /** Number of tokens after which the coin may be drawn, of the vocabulary. */
  readonly boundary: { readonly tokens: number; readonly vocabulary: number };
  /** Surface form of every token id, for showing tokens. */
  readonly vocabulary: readonly string[];
}

/** The run goes on from where another was stopped by a failure, maybe on another engine. */
export interface ResumeEvent {
  readonly kind: 'resume';
  /** Steps done. */
  readonly step: number;
  readonly engine: EngineInfo;
}

export interface StepEvent {
  readonly kind: 'step';
  /** 1-based. */
  readonly step: number;
  readonly metrics: MetricValues;
  readonly problems: readonly Problem[];
  readonly rollouts: readonly RewardedRollout[];
}

export interface EvaluationEvent {
  readonly kind: 'evaluation';
  /** Optimizer batches done before it; 0 is the untrained senior. */
  readonly step: number;
  readonly metrics: MetricValues;
  /** 95 % intervals (Wilson for shares of solutions, normal otherwise). */
  readonly intervals: { readonly [K in MetricName]?: readonly [number, number] };
}

/** Something a user should know that does not stop the run. */
export interface WarningEvent {
  readonly kind: 'warning';
  readonly step: number;
  readonly message: string;
}

/** Settings that were changed while the run was on, from the next step on. */
export interface ChangeEvent {
  readonly kind: 'change';
  /** Steps done before it. */
  readonly step: number;
  readonly changes: Changes;
}

export interface EndEvent {
  readonly kind: 'end';
  readonly step: number;
}

export type RunEvent =
  | StartEvent
  | ResumeEvent
  | StepEvent
  | EvaluationEvent
  | WarningEvent
  | ChangeEvent
  | EndEvent;
