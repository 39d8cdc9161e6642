// One step's update of the senior: per minibatch the policy loss, its gradient per token and an optimizer step.
import { at } from '../at.ts';
import type { RunConfig } from '../config/fields.ts';
import type { Engine, Rollout } from '../engine/engine.ts';
import { sequenceOf } from '../engine/requests.ts';
import type { MetricValues } from '../metrics/metrics.ts';
import type { Pair } from '../run/pair.ts';
import { byGroup } from './groups.ts';
import { learningRate } from './learning-rate.ts';
import { lossOptions, policyLoss } from './loss/loss.ts';
import { type MinibatchReport, samplerDifference, updateMetrics } from './update-metrics.ts';
import type { UpdateRow } from './update-rows.ts';

/** Optimizer steps done so far; moments live with the model in the engine. */
export interface OptimizerState {
  readonly steps: number;
}

export const newOptimizer = (steps = 0): OptimizerState => ({ steps });

export interface UpdateResult {
  readonly metrics: MetricValues;
  readonly optimizer: OptimizerState;
  readonly warning: string | null;
}

/** What an update works with; the same for every minibatch. */
export interface UpdateSetup {
  readonly engine: Engine;
  readonly pair: Pair;
  readonly config: RunConfig;
}

/** [T] log-probs of a row's tokens. */
interface ScoredRow extends UpdateRow {
  readonly old: ArrayLike<number>;
  /** Of the KL reference; null without a penalty. */
  readonly reference: ArrayLike<number> | null;
}

/** Adam's constants; the learning rate and the clip are fields of the run. */
const ADAM = { beta1: 0.9, beta2: 0.95, epsilon: 1e-8 };

/** The log-probs of sampling and of the update may differ by rounding only, nats; more is an error in one. */
const LARGEST_DIFFERENCE = 1e-3;

export async function update(
  setup: UpdateSetup,
  rows: readonly UpdateRow[],
  optimizer: OptimizerState,
): Promise<UpdateResult> {
  const { config } = setup;
  const parts = minibatches(await scored(setup, rows), config.minibatches);
  const reports: MinibatchReport[] = [];
  let { steps } = optimizer;
  for (let epoch = 0; epoch < config.epochs; epoch++) {
    for (const part of parts) {
      const onPolicy = reports.length === 0 && !config.pipeline;
      const report = await updateOnce(setup, part, { onPolicy, steps });
      if (report.difference !== null) steps += 1;
      reports.push(report);
    }
  }
  const difference = samplerDifference({ reports, config }) ?? 0;
  return {
    metrics: updateMetrics({ reports, config }),
    optimizer: { steps },
    warning: difference > LARGEST_DIFFERENCE ? disagreement(difference) : null,
  };
}

/**
 * Rows with old log-probs and the KL reference. A single update takes the sampler's log-probs as the
 * old ones, so its ratio is exactly 1; several score the old ones once as the update does, so that the
 * first minibatch's ratio is exactly 1 too. Pipelined rollouts come from the weights before the last
 * update: only the sampler's log-probs are old enough.
 */
async function scored(setup: UpdateSetup, rows: readonly UpdateRow[]): Promise<ScoredRow[]> {
  const { pair, config } = setup;
  const sampled = config.pipeline || config.minibatches * config.epochs === 1;
  const old = sampled ? null : await logprobs(setup, pair.senior, rows);
  const initial = config.kl === 'initial' ? await logprobs(setup, pair.initial, rows) : null;
  const reference = (i: number, { junior }: Rollout) => {
    if (config.kl === 'none') return null;
    return initial === null ? junior.logprobs : at(initial, i);
  };
  return rows.map((row, i) => ({
    ...row,
    old: old === null ? row.rollout.senior.logprobs : at(old, i),
    reference: reference(i, row.rollout),
  }));
}

/** Loss, gradient and one optimizer step. A batch whose gradient is exactly 0 changes no weight. */
async function updateOnce(
  setup: UpdateSetup,
  part: readonly ScoredRow[],
  { onPolicy, steps }: { onPolicy: boolean; steps: number },
): Promise<MinibatchReport> {
  const { engine, pair, config } = setup;
  const own = onPolicy ? null : await logprobs(setup, pair.senior, part);
  const rows = part.map(({ rollout, lossAuthors, old, reference }, i) => ({
    advantage: rollout.advantage,
    authors: lossAuthors,
    newLogprobs: own === null ? old : at(own, i),
    oldLogprobs: old,
    referenceLogprobs: reference,
  }));
  const loss = policyLoss(rows, lossOptions(config));
  const rate = learningRate(steps + 1, {
    base: config.learningRate,
    warmupSteps: config.warmupSteps,
  });
  if (loss.gradients.every((row) => row.every((value) => value === 0))) {
    return { ...loss, gradNorm: 0, learningRate: rate, difference: null };
  }
  const batch = part.map(({ rollout }, i) => ({
    ...sequenceOf(rollout),
    gradients: at(loss.gradients, i),
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

async function logprobs(
  { engine, config }: UpdateSetup,
  model: Pair['senior'],
  rows: readonly UpdateRow[],
): Promise<Float32Array[]> {
  const sequences = rows.map(({ rollout }) => sequenceOf(rollout));
  const options = { temperature: config.temperature, against: null };
  const scores = await engine.score(model, sequences, options);
  return scores.map((row) => row.logprobs);
}

/** Rows split into equal parts in order; a group is never divided. */
function minibatches(rows: readonly ScoredRow[], count: number): ScoredRow[][] {
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
function largestDifference(part: readonly UpdateRow[], updated: readonly Float32Array[]): number {
  let largest = 0;
  part.forEach(({ rollout }, i) => {
    rollout.senior.logprobs.forEach((sampled, t) => {
      const difference = Math.abs(sampled - (updated[i]?.[t] ?? Number.NaN));
      // A log-prob that is missing or not a number disagrees with any other.
      largest = Math.max(largest, Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference);
    });
  });
  return largest;
}

const disagreement = (difference: number) =>
  `sampler and trainer disagree by ${difference.toPrecision(2)} nats in a log-prob; at most ${LARGEST_DIFFERENCE} is rounding`;
