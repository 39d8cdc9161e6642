// One step's update of the senior: policy loss and its gradient per token, minibatch by minibatch,
// then optimizer steps in the engine. Knows no tasks and no tensors.
import type { RunConfig } from '../config/fields.ts';
import type { Engine } from '../engine/engine.ts';
import { sequenceOf } from '../engine/requests.ts';
import type { MetricValues } from '../metrics/metrics.ts';
import type { Pair } from '../run/pair.ts';
import { byGroup } from './groups.ts';
import { learningRate } from './learning-rate.ts';
import { type LossReport, lossOptions, policyLoss } from './loss/loss.ts';
import type { Rewarded } from './reward.ts';

/** Optimizer steps done so far; moments live with the model in the engine. */
export interface OptimizerState {
  readonly steps: number;
}

export const newOptimizer = (steps = 0): OptimizerState => ({ steps });

export interface Improvement {
  readonly metrics: MetricValues;
  readonly optimizer: OptimizerState;
  readonly warning: string | null;
}

/** What an update works with; the same for every minibatch. */
export interface Trainer {
  readonly engine: Engine;
  readonly pair: Pair;
  readonly config: RunConfig;
}

/** What the loss is told of each rollout. */
export interface Judgement {
  readonly advantages: readonly number[];
  /** 1 where a token counts as the senior's. */
  readonly authors: readonly Uint8Array[];
}

/** A rollout with all that its loss needs but the new log-probs. */
interface Row {
  readonly rollout: Rewarded;
  readonly advantage: number;
  readonly authors: Uint8Array;
  readonly old: ArrayLike<number>;
  readonly reference: ArrayLike<number> | null;
}

interface StepReport extends LossReport {
  readonly gradNorm: number;
  readonly learningRate: number;
  /** Largest |sampler's log-prob - the update's own|; null where nothing was updated. */
  readonly difference: number | null;
}

/** Adam's constants; the learning rate and the clip are fields of the run. */
const ADAM = { beta1: 0.9, beta2: 0.95, epsilon: 1e-8 };

/** Sampler and trainer may differ by rounding only; more says that one of them is wrong. */
const LARGEST_DIFFERENCE = 1e-3;

export async function improve(
  trainer: Trainer,
  rewarded: readonly Rewarded[],
  judgement: Judgement,
  optimizer: OptimizerState,
): Promise<Improvement> {
  const { config } = trainer;
  const rows = await prepare(trainer, rewarded, judgement);
  const parts = minibatches(rows, config.minibatches);
  const reports: StepReport[] = [];
  let { steps } = optimizer;
  for (let epoch = 0; epoch < config.epochs; epoch++) {
    for (const part of parts) {
      const onPolicy = reports.length === 0 && !config.pipeline;
      const report = await improveOnce(trainer, part, { onPolicy, steps });
      if (report.difference !== null) steps += 1;
      reports.push(report);
    }
  }
  // Of pipelined rollouts the sampler's weights were older: they should differ.
  const difference = config.pipeline ? null : (reports[0]?.difference ?? 0);
  return {
    metrics: {
      ...summarize(reports, config),
      ...(difference !== null && { 'sampling/logp_difference_max': difference }),
    },
    optimizer: { steps },
    warning:
      difference !== null && difference > LARGEST_DIFFERENCE ? disagreement(difference) : null,
  };
}

/**
 * Joins rollouts with advantages, old log-probs and the KL reference. A single update takes the
 * sampler's log-probs as the old ones, so its ratio is exactly 1; several score the old ones once
 * with the trainer, so that the first minibatch's ratio is exactly 1 too. Pipelined rollouts come from
 * the weights before the last update: only the sampler's log-probs are old enough.
 */
async function prepare(
  trainer: Trainer,
  rewarded: readonly Rewarded[],
  { advantages, authors }: Judgement,
): Promise<Row[]> {
  const { engine, pair, config } = trainer;
  const sampled = config.pipeline || config.minibatches * config.epochs === 1;
  const scored = sampled ? null : await logprobs(trainer, rewarded);
  const initial =
    config.kl === 'initial'
      ? await engine.score(
          pair.initial,
          rewarded.map((rollout) => sequenceOf(rollout)),
          scoreOptions(config),
        )
      : null;
  const reference = (i: number, rollout: Rewarded) => {
    if (config.kl === 'none') return null;
    return initial === null ? rollout.junior.logprobs : (initial[i]?.logprobs ?? null);
  };
  return rewarded.map((rollout, i) => ({
    rollout,
    advantage: advantages[i] ?? 0,
    // Missing authors stop the loss.
    authors: authors[i] ?? new Uint8Array(),
    old: scored?.[i] ?? rollout.senior.logprobs,
    reference: reference(i, rollout),
  }));
}

/** Loss, gradient and one optimizer step. A batch whose gradient is exactly 0 changes no weight. */
async function improveOnce(
  trainer: Trainer,
  part: readonly Row[],
  { onPolicy, steps }: { onPolicy: boolean; steps: number },
): Promise<StepReport> {
  const { engine, pair, config } = trainer;
  const old = part.map((row) => row.old);
  const references = part.flatMap((row) => (row.reference === null ? [] : [row.reference]));
  const loss = policyLoss(
    {
      newLogprobs: onPolicy
        ? old
        : await logprobs(
            trainer,
            part.map(({ rollout }) => rollout),
          ),
      oldLogprobs: old,
      referenceLogprobs: references.length === part.length ? references : null,
      authors: part.map(({ authors }) => authors),
      advantages: part.map(({ advantage }) => advantage),
    },
    lossOptions(config),
  );
  const rate = learningRate(steps + 1, {
    base: config.learningRate,
    warmupSteps: config.warmupSteps,
  });
  if (loss.gradients.every((row) => row.every((value) => value === 0))) {
    return { ...loss, gradNorm: 0, learningRate: rate, difference: null };
  }
  const batch = part.map(({ rollout }, i) => ({
    ...sequenceOf(rollout),
    gradients: loss.gradients[i] ?? new Float64Array(rollout.tokens.length),
  }));
  const report = await engine.update(pair.senior, batch, config.temperature, {
    ...ADAM,
    learningRate: rate,
    weightDecay: config.weightDecay,
    maxGradNorm: config.maxGradNorm,
  });
  const difference = largestDifference(part, report.logprobs);
  return { ...loss, gradNorm: report.gradNorm, learningRate: rate, difference };
}

const scoreOptions = ({ temperature }: RunConfig) => ({ temperature, against: null });

async function logprobs(
  { engine, pair, config }: Trainer,
  rollouts: readonly Rewarded[],
): Promise<Float32Array[]> {
  const scores = await engine.score(
    pair.senior,
    rollouts.map((rollout) => sequenceOf(rollout)),
    scoreOptions(config),
  );
  return scores.map((row) => row.logprobs);
}

/** Rows split into equal parts in order; a group is never divided. */
function minibatches(rows: readonly Row[], count: number): Row[][] {
  const groups = byGroup(rows, (row) => row.rollout.group);
  const parts = Math.min(count, groups.length);
  return Array.from({ length: parts }, (_, part) =>
    groups
      .slice(
        Math.round((part * groups.length) / parts),
        Math.round(((part + 1) * groups.length) / parts),
      )
      .flat(),
  );
}

/** Over every token, the junior's too: the senior scored those as well. */
function largestDifference(part: readonly Row[], trained: readonly Float32Array[]): number {
  let largest = 0;
  part.forEach(({ rollout }, i) => {
    rollout.senior.logprobs.forEach((sampled, t) => {
      const difference = Math.abs(sampled - (trained[i]?.[t] ?? Number.NaN));
      // A log-prob that is missing or not a number disagrees with any other.
      largest = Math.max(largest, Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference);
    });
  });
  return largest;
}

const disagreement = (difference: number) =>
  `sampler and trainer disagree by ${difference.toPrecision(2)} nats in a log-prob; at most ${LARGEST_DIFFERENCE} is rounding`;

function summarize(reports: readonly StepReport[], config: RunConfig): MetricValues {
  const mean = (value: (report: StepReport) => number) =>
    reports.reduce((sum, report) => sum + value(report), 0) / reports.length;
  return {
    'update/loss': mean(({ loss }) => loss),
    'update/grad_norm': mean(({ gradNorm }) => gradNorm),
    'update/clip_fraction': mean(({ clipFraction }) => clipFraction),
    'update/learning_rate': reports[reports.length - 1]?.learningRate ?? 0,
    ...(config.kl !== 'none' && { 'update/kl_penalty': mean(({ klPenalty }) => klPenalty) }),
  };
}
