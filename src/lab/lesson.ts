// What a step of training made of one of its groups: advantages, and how the loss pushes each token, by
// the run's own functions; and what any senior makes of the same tokens. Knows no page.
import type { RunConfig } from '../config/fields.ts';
import { sequenceOf } from '../engine/requests.ts';
import type { MetricValues } from '../metrics/metrics.ts';
import { advantage } from '../rl/advantage.ts';
import { lossOptions, lossTotals, policyLoss } from '../rl/loss/loss.ts';
import type { LossTotals } from '../rl/loss/normalize.ts';
import { lossAuthors } from '../rl/loss-authors.ts';
import type { RewardedRollout } from '../run/events.ts';
import type { Lab } from './lab.ts';

/** A group as its step told of it. */
export interface Lecture {
  readonly step: number;
  readonly group: number;
  readonly rollouts: readonly RewardedRollout[];
  /** Of the whole step. */
  readonly metrics: MetricValues;
}

export interface Lesson {
  readonly advantages: readonly number[];
  /** 1 where a token carries the senior's loss. */
  readonly authors: readonly Uint8Array[];
  /** d loss / d log-prob of each token: below 0, an update makes it likelier. */
  readonly slopes: readonly Float64Array[];
  /** The group's part of the step's loss. */
  readonly loss: number;
  /** What the whole step's token losses are divided by. */
  readonly totals: LossTotals;
}

/** The lesson as the step's first update sees it, when old and new log-probs are still the same. */
export async function lesson(lab: Lab, lecture: Lecture): Promise<Lesson> {
  const { config } = lab;
  const { rollouts } = lecture;
  const advantages = advantage(rollouts, config);
  const authors = authorsOf(lab, lecture);
  const logprobs = rollouts.map(({ senior }) => senior.logprobs);
  const batch = {
    newLogprobs: logprobs,
    oldLogprobs: logprobs,
    referenceLogprobs: await referenceOf(lab, rollouts),
    authors,
    advantages,
  };
  const own = lossTotals(batch, config.juniorWeight);
  const totals = totalsOf(config, lecture.metrics, own);
  const { loss, gradients } = policyLoss(batch, lossOptions(config), totals);
  return { advantages, authors, slopes: gradients, loss, totals };
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
function authorsOf({ config, pair }: Lab, { step, group, rollouts }: Lecture) {
  const before = group * config.groupSize;
  const [first] = rollouts;
  if (first === undefined || config.lossMask === 'author') {
    return rollouts.map(({ authors }) => authors);
  }
  const padded = [...Array.from({ length: before }, () => first), ...rollouts];
  return lossAuthors(padded, config, step, pair.tokenizer).slice(before);
}

async function referenceOf(lab: Lab, rollouts: readonly RewardedRollout[]) {
  if (lab.config.kl === 'none') return null;
  if (lab.config.kl === 'initial') return logprobsOf(lab, rollouts, lab.pair.initial);
  return rollouts.map(({ junior }) => junior.logprobs);
}

/** What the step's metrics tell of all its rollouts; where they do not, the group stands for the rest. */
function totalsOf(config: RunConfig, metrics: MetricValues, own: LossTotals): LossTotals {
  const sequences = config.promptsPerStep * config.groupSize;
  const { 'batch/length': length, 'tandem/senior_token_frac': share } = metrics;
  const empty = metrics['tandem/empty_senior_frac'];
  const isTold = config.lossMask === 'author' && length !== undefined && share !== undefined;
  if (!isTold) {
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
