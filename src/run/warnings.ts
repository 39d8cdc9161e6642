// Warnings of a run: settings that bias training without a trace, and steps from which nothing is learnt.
import type { RunConfig } from '../config/fields.ts';
import type { MetricValues } from '../metrics/metrics.ts';

/** Steps without a gradient, or without a group of unequal rewards, before a warning. */
const SILENT_STEPS = 3;
/** Share of cut solutions above which a step is reported. */
const MOST_TRUNCATED = 0.5;

/** What earlier steps leave to the warnings of later ones. */
export interface WarningState {
  /** Whether most solutions of the last step were cut off. */
  readonly isTruncated: boolean;
  /** Consecutive steps in which no group had unequal rewards. */
  readonly equalRewards: number;
  /** Consecutive steps whose gradient was exactly 0. */
  readonly zeroGradients: number;
}

export const NO_WARNINGS: WarningState = { isTruncated: false, equalRewards: 0, zeroGradients: 0 };

export function afterStep(state: WarningState, metrics: MetricValues): WarningState {
  const isEqual = metrics['reward/zero_std_groups'] === 1;
  const isZero = metrics['update/grad_norm'] === 0;
  return {
    isTruncated: (metrics['batch/truncated'] ?? 0) > MOST_TRUNCATED,
    equalRewards: isEqual ? state.equalRewards + 1 : 0,
    zeroGradients: isZero ? state.zeroGradients + 1 : 0,
  };
}

const percent = (share: number) => `${Math.round(100 * share)} %`;

function truncation(metrics: MetricValues, { maxNewTokens }: RunConfig): string {
  return `${percent(metrics['batch/truncated'] ?? 0)} of the solutions were cut off after ${maxNewTokens} tokens and earn nothing; raise the longest solution (max-new-tokens), or use shorter problems`;
}

function equalRewards(metrics: MetricValues): string {
  const mean = metrics['reward/mean'] ?? 0;
  const advice =
    mean === 0
      ? 'every solution was wrong: use easier problems, a longer solution or an abler pair'
      : mean === 1
        ? 'every solution was right: use harder problems'
        : 'raise the group size or the temperature';
  return `for ${SILENT_STEPS} steps all rewards within each group were equal, so advantages are 0; ${advice}`;
}

function zeroGradient({ seniorProbability, learningRate }: RunConfig): string {
  const advice =
    seniorProbability === 0
      ? 'the junior writes every token: raise the senior’s chance (senior-probability)'
      : 'look at the rewards and at the weights of the loss';
  return `for ${SILENT_STEPS} steps the gradient was exactly 0 and no weight changed (learning rate ${learningRate}); ${advice}`;
}

/** Warnings of a step: each once, when its cause begins or has lasted. */
export function stepWarnings(
  before: WarningState,
  metrics: MetricValues,
  config: RunConfig,
): readonly string[] {
  const after = afterStep(before, metrics);
  const comparesGroups = config.advantage === 'group';
  const hasEqualRewards = comparesGroups && after.equalRewards === SILENT_STEPS;
  const isExplained = comparesGroups && after.equalRewards >= SILENT_STEPS;
  const hasZeroGradient = !isExplained && after.zeroGradients === SILENT_STEPS;
  return [
    ...(after.isTruncated && !before.isTruncated ? [truncation(metrics, config)] : []),
    ...(hasEqualRewards ? [equalRewards(metrics)] : []),
    ...(hasZeroGradient ? [zeroGradient(config)] : []),
  ];
}

/**
 * Warnings of settings. Under top-k or top-p tokens come from a cut distribution, while their log-probs are
 * those of the whole one: the update is biased, and the sampled log-probs are still the update's own.
 */
export function settingWarnings({ topK, topP }: RunConfig): readonly string[] {
  if (topK === 0 && topP === 1) return [];
  const cuts = [topK > 0 && `top-k ${topK}`, topP < 1 && `top-p ${topP}`].filter(Boolean);
  return [
    `tokens are drawn under ${cuts.join(' and ')}, but scored over the whole distribution: the update is biased, and sampling/logp_difference_max cannot show it; train with top-k 0 and top-p 1`,
  ];
}
