// What an experiment is: a question, its arms, what is measured, and which numbers would answer it.
import type { RunConfig } from '../config/fields.ts';
import { type PresetName, presetConfig } from '../config/presets.ts';
import type { CowriteMetric } from '../evaluate/cowrite.ts';
import type { LengthName } from '../metrics/lengths.ts';
import type { MetricName } from '../metrics/metrics.ts';
import type { ModelName } from '../models.ts';

/** One way of training; all arms of a seed share problems, draws and, but for the pair, weights. */
export interface Arm {
  /** Part of file names. */
  readonly name: string;
  /** What it is, as half a sentence. */
  readonly stands: string;
  readonly preset: PresetName;
  readonly patch: Partial<RunConfig>;
  /** Who reads this arm's senior, where it is not the test plan's reader. */
  readonly reader?: ReaderModel;
}

/** A model that no arm met in training, or the junior as it was at the start. */
export type ReaderModel = ModelName | 'initial-junior';

/**
 * A moment of a run. On test problems: before training, at the step that validation selects, after
 * the last step. On validation problems: a step's evaluation, or the largest value of any.
 */
export type Moment = 'start' | 'selected' | 'last' | 'peak' | number;

export interface Point {
  readonly arm: string;
  readonly metric: MetricName;
  readonly at: Moment;
}

/** A number, or its difference from another by seed, that should lie on one side of a bound. */
export interface Condition {
  readonly of: Point;
  readonly minus?: Point;
  readonly is: 'above' | 'below';
  readonly bound: number;
}

export interface Claim {
  /** A whole sentence. */
  readonly says: string;
  /** Who says it and with which figure, or that it is our own expectation. */
  readonly source: string;
  /** Among the few that the README tells. */
  readonly headline?: true;
  /** All have to be met. */
  readonly holds: readonly Condition[];
}

export interface TestPlan {
  /** Distinct test problems, and solutions of each. */
  readonly problems: number;
  readonly samples: number;
  /** Ways of writing together that are examined after tandem and handoff. */
  readonly also: readonly CowriteMetric[];
  /** A third model that reads the senior and takes the junior's place in a handoff. */
  readonly reader?: ReaderModel;
  /** Longer problems, on which the pair is examined alone and by handoff too. */
  readonly lengths?: readonly LengthTest[];
}

export interface LengthTest {
  readonly length: LengthName;
  readonly problems: number;
  readonly samples: number;
}

export interface Experiment {
  readonly name: string;
  readonly title: string;
  readonly question: string;
  /** The paper, its figure, and what it reports. */
  readonly paper: string;
  /** What every arm's settings get on top of its preset. */
  readonly common: Partial<RunConfig>;
  readonly arms: readonly Arm[];
  readonly seeds: number;
  /** So many seeds were looked at while arms and bounds were chosen: the experiment's own come after. */
  readonly pilotSeeds?: number;
  /** Validation metric that chooses a run's step; the largest is best. */
  readonly select: MetricName;
  readonly test: TestPlan;
  /** Columns of the tables. */
  readonly metrics: readonly MetricName[];
  /** One chart each, over steps. */
  readonly panels: readonly MetricName[];
  /** Two metrics, one along each axis; every arm is a point, after its last step. */
  readonly tradeOff?: { readonly x: MetricName; readonly y: MetricName };
  /** Accuracies under these schedules are set against the training schedules; empty for no matrix. */
  readonly matrix: readonly CowriteMetric[];
  /** Pairs of arms whose difference, first minus second, is reported. */
  readonly comparisons: readonly (readonly [string, string])[];
  readonly claims: readonly Claim[];
  /** What differs in the quick form; null where there is none. */
  readonly quick: Quick | null;
}

export interface Quick {
  readonly arms: readonly string[];
  readonly common: Partial<RunConfig>;
  readonly test: TestPlan;
}

const QUICK_SEEDS = 3;

/** The settings of one run. Experiments run on one engine, for engines round differently. */
export function runConfig({ common }: Experiment, arm: Arm, seed: number): RunConfig {
  return { ...presetConfig(arm.preset), ...common, ...arm.patch, engine: 'native-wasm', seed };
}

/** Who reads an arm's senior; undefined where nobody does. */
export function readerOf({ test }: Experiment, arm: Arm): ReaderModel | undefined {
  return arm.reader ?? test.reader;
}

export function pointsOf({ of, minus }: Condition): readonly Point[] {
  return minus === undefined ? [of] : [of, minus];
}

/** Fewer arms, seeds and steps; comparisons and claims that need what is left out go with it. */
export function quickForm(experiment: Experiment, quick: Quick): Experiment {
  const has = (arm: string) => quick.arms.includes(arm);
  const common = { ...experiment.common, ...quick.common };
  return {
    ...experiment,
    common,
    arms: experiment.arms.filter(({ name }) => has(name)),
    seeds: QUICK_SEEDS,
    test: quick.test,
    comparisons: experiment.comparisons.filter(([a, b]) => has(a) && has(b)),
    claims: experiment.claims.filter(({ holds }) =>
      holds.flatMap(pointsOf).every(({ arm }) => has(arm)),
    ),
  };
}
