// What a contender of the benchmark offers: it scores, writes and learns, and returns how long it took.
import type { Sequence } from '../../src/engine/engine.ts';

export const MEASURES = ['train_step', 'solo_rollout', 'tandem_rollout', 'rl_step'] as const;
export type TimedMeasure = (typeof MEASURES)[number];

export type Runtime = 'Node' | 'Chromium' | 'Python';

/** Wall milliseconds of one RL step, and of its tandem rollout alone. */
export interface StepTime {
  readonly rollout: number;
  readonly step: number;
}

export interface Contender {
  /** Variants of one contender share what is before the @: the best one counts. */
  readonly name: string;
  /** What computes, with its version, for the report. */
  readonly about: string;
  /** Contenders in one place run on the same engine of JavaScript. */
  readonly place: Runtime;
  /** Processor cores it computes on; null where a GPU does. */
  readonly cores: number | null;
  /** Mean log-prob per token under the senior as it is now. */
  readonly meanLogprob: (sequences: readonly Sequence[]) => Promise<number>;
  /** Writes alone, scores that, gives the largest difference of a token's two log-probs. */
  readonly decodeError: () => Promise<number>;
  /** One update of the senior on all tokens of these rows. */
  readonly learn: (sequences: readonly Sequence[]) => Promise<void>;
  /** The senior writes alone. */
  readonly soloRollout: () => Promise<number>;
  /** An update on all tokens of the last solo rollout. */
  readonly trainStep: () => Promise<number>;
  /** Both write, the senior learns from its own tokens. */
  readonly rlStep: () => Promise<StepTime>;
  /** An RL step in which the coin always gives the senior; null where it is not measured. */
  readonly vanillaStep: (() => Promise<number>) | null;
  readonly close: () => Promise<void>;
}

/** Thrown while a contender starts: it is not here, and why. */
export class AbsentError extends Error {
  override name = 'AbsentError';
}
