// The page's view of one update: advantages of a step's group and the loss's gradient at each token,
// by the run's own functions.
import { at } from '../at.ts';
import type { RunConfig } from '../config/fields.ts';
import { sequenceOf } from '../engine/requests.ts';
import type { MetricValues } from '../metrics/metrics.ts';
import { advantage } from '../rl/advantage.ts';
import { lossOptions, lossTotals, policyLoss } from '../rl/loss/loss.ts';
import type { LossTotals } from '../rl/loss/normalize.ts';
import { lossAuthors } from '../rl/loss-authors.ts';
import type { RewardedRollout } from '../run/events.ts';
import type { Lab } from './lab.ts';

/** A step's group, as the step reported it. */
export interface StepGroup {
  readonly step: number;
  readonly group: number;
  readonly rollouts: readonly RewardedRollout[];
  /** Of the whole step. */
  readonly metrics: MetricValues;
}

/** Lists are in the order of the group's rollouts. */
export interface GroupUpdate {
  readonly advantages: readonly number[];
  /** 1 where a token carries the senior's loss. */
  readonly authors: readonly Uint8Array[];
  /** d loss / d log-prob of each token: below 0, an update makes it likelier. */
  readonly gradients: readonly Float64Array[];
  /** The group's part of the step's loss. */
  readonly loss: number;
  /** What the whole step's token losses are divided by. */
  readonly totals: LossTotals;
}

/** As the step's first update has it, when old and new log-probs are still the same. */
export async function groupUpdate(lab: Lab, group: StepGroup): Promise<GroupUpdate> {
  const { config } = lab;
  const { rollouts } = group;
  const advantages = advantage(rollouts, config);
  const authors = authorsOf(lab, group);
  const references = await referencesOf(lab, rollouts);
  const rows = rollouts.map(({ senior }, i) => ({
    advantage: at(advantages, i),
    authors: at(authors, i),
    newLogprobs: senior.logprobs,
    oldLogprobs: senior.logprobs,
    referenceLogprobs: references && at(references, i),
  }));
  const own = lossTotals(rows, config.juniorWeight);
  const totals = totalsOf(config, group.metrics, own);
  const { loss, gradients } = policyLoss(rows, lossOptions(config), totals);
  return { advantages, authors, gradients, loss, totals };
}

/** The senior's log-probs of the solutions' tokens, as it is now. */
export async function logprobsOf(
  { engine, pair, config }: Lab,
  rollouts: readonly RewardedRollout[],
  model: Lab['pair']['senior'] = pair.senior,
): Promise<readonly Float32Array[]> {
  const sequences = rollouts.map((rollout) => sequenceOf(rollout));
  const options = { temperature: config.temperature, against: null };
  const scores = await engine.score(model, sequences, options);
  return scores.map(({ logprobs }) => logprobs);
}

/** A coin that masks is keyed by the rollout's place in its step. */
function authorsOf({ config, pair }: Lab, { step, group, rollouts }: StepGroup) {
  const before = group * config.groupSize;
  const [first] = rollouts;
  if (first === undefined || config.lossMask === 'author') {
    return rollouts.map(({ authors }) => authors);
  }
  const padded = [...Array.from({ length: before }, () => first), ...rollouts];
  return lossAuthors(padded, config, step, pair.tokenizer).slice(before);
}

async function referencesOf(lab: Lab, rollouts: readonly RewardedRollout[]) {
  if (lab.config.kl === 'none') return null;
  if (lab.config.kl === 'initial') return logprobsOf(lab, rollouts, lab.pair.initial);
  return rollouts.map(({ junior }) => junior.logprobs);
}

/** Of the step's metrics; where they lack a number, the group's own are scaled to the step. */
function totalsOf(config: RunConfig, metrics: MetricValues, own: LossTotals): LossTotals {
  const sequences = config.promptsPerStep * config.groupSize;
  const { 'batch/length': length, 'tandem/senior_token_frac': share } = metrics;
  const empty = metrics['tandem/empty_senior_frac'];
  const isReported = config.lossMask === 'author' && length !== undefined && share !== undefined;
  if (!isReported) {
    const times = sequences / own.sequences;
    return {
      weightedTokens: own.weightedTokens * times,
      responseTokens: own.responseTokens * times,
      sequences,
      nonEmptySequences: own.nonEmptySequences * times,
    };
  }
  const responseTokens = Math.round(length * sequences);
  const senior = Math.round(share * responseTokens);
  return {
    weightedTokens: senior + config.juniorWeight * (responseTokens - senior),
    responseTokens,
    sequences,
    nonEmptySequences:
      config.juniorWeight > 0 ? sequences : Math.round(sequences * (1 - (empty ?? 0))),
  };
}
