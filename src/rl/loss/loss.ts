// The policy loss and its gradient per token, a pure function of log-probs in float64.

import { at } from '../../at.ts';
import type { RunConfig } from '../../config/fields.ts';
import { KL, type KlEstimator } from './kl.ts';
import type { LossRow } from './loss-row.ts';
import { countRows, rowWeight, type WeightedRow, weightedRows } from './mask.ts';
import { type LossTotals, type Normalizer, sequenceFactor } from './normalize.ts';
import { type Surrogate, surrogateTerms } from './surrogate.ts';

export interface LossOptions {
  readonly surrogate: Surrogate;
  readonly normalizer: Normalizer;
  /** Weight of the junior's tokens, 0 to 1; the senior's have 1. */
  readonly juniorWeight: number;
  /** Added to every weighted token's loss, under the same mask and normalizer. */
  readonly kl: { readonly estimator: KlEstimator; readonly weight: number } | null;
}

export interface LossReport {
  readonly loss: number;
  /** [B][T_i] d loss / d newLogprobs, in the order of the rows; exactly 0 at unweighted tokens. */
  readonly gradients: Float64Array[];
  /** Share of the batch's token weight whose term clipping changed. */
  readonly clipFraction: number;
  /** The parts of it whose ratio was held from below and from above. */
  readonly clipLowFraction: number;
  readonly clipHighFraction: number;
  /** The KL estimate in the loss, normalized like it, before its weight; nats. */
  readonly klPenalty: number;
  /** Sum of this batch's token weights. */
  readonly weightedTokens: number;
  /** Largest new / old probability of a weighted token; 1 when there is none. */
  readonly ratioMax: number;
}

/** Counts of a whole optimizer batch, to pass to `policyLoss` with each of its pieces. */
export function lossTotals(rows: readonly LossRow[], juniorWeight: number): LossTotals {
  return countRows(weightedRows(rows, juniorWeight));
}

/**
 * Loss and gradient of a batch. Tokens of weight 0 are left out before anything is computed.
 * A batch without a weighted token has loss 0 and gradient 0.
 * @param totals counts of the whole optimizer batch when `batch` is a piece of it: losses and
 *   gradients of the pieces then add up to those of the whole
 * @throws when authors or advantages are missing or malformed, or numbers that count are not finite
 */
export function policyLoss(
  batch: readonly LossRow[],
  options: LossOptions,
  totals?: LossTotals,
): LossReport {
  if (options.kl !== null && batch.some((row) => row.referenceLogprobs === null))
    throw new Error('referenceLogprobs is null; a KL penalty needs them');
  const rows = weightedRows(batch, options.juniorWeight);
  const counts = totals ?? countRows(rows);
  const parts = rows.map((row) => rowLoss(row, options, counts));
  const weightedTokens = rows.reduce((sum, row) => sum + rowWeight(row), 0);
  const total = (value: (part: RowLoss) => number) =>
    parts.reduce((sum, part) => sum + value(part), 0);
  const share = (weight: (part: RowLoss) => number) =>
    weightedTokens === 0 ? 0 : total(weight) / weightedTokens;
  return {
    loss: total((part) => part.loss),
    gradients: parts.map((part) => part.gradients),
    clipFraction: share((part) => part.clipped.low + part.clipped.high),
    clipLowFraction: share((part) => part.clipped.low),
    clipHighFraction: share((part) => part.clipped.high),
    klPenalty: total((part) => part.kl),
    weightedTokens,
    ratioMax: ratioMax(rows),
  };
}

interface RowLoss {
  loss: number;
  kl: number;
  /** Token weight whose ratio was held at its lower and at its upper bound. */
  readonly clipped: { low: number; high: number };
  readonly gradients: Float64Array;
}

function rowLoss(row: WeightedRow, options: LossOptions, totals: LossTotals): RowLoss {
  const clipped = { low: 0, high: 0 };
  const result: RowLoss = { loss: 0, kl: 0, clipped, gradients: new Float64Array(row.length) };
  if (row.positions.length === 0) return result;
  const factor = sequenceFactor(options.normalizer, rowWeight(row), totals);
  surrogateTerms(row, options.surrogate).forEach((term, n) => {
    const kl = klTerm(row, n, options.kl);
    const weight = at(row.weights, n);
    const share = factor * weight;
    result.loss += share * (term.value + kl.penalty);
    result.kl += share * kl.value;
    if (term.clipped !== null) clipped[term.clipped] += weight;
    result.gradients[at(row.positions, n)] = share * (term.gradient + kl.gradient);
  });
  return result;
}

/** A token's KL estimate, and the penalty it adds with its gradient. */
function klTerm(row: WeightedRow, n: number, kl: LossOptions['kl']) {
  if (kl === null) return { value: 0, penalty: 0, gradient: 0 };
  const { value, gradient } = KL[kl.estimator](
    at(row.newLogprobs, n) - at(row.referenceLogprobs, n),
  );
  return { value, penalty: kl.weight * value, gradient: kl.weight * gradient };
}

function ratioMax(rows: readonly WeightedRow[]): number {
  const largest = rows.reduce(
    (max, row) =>
      row.newLogprobs.reduce(
        (inner, logprob, n) => Math.max(inner, logprob - at(row.oldLogprobs, n)),
        max,
      ),
    Number.NEGATIVE_INFINITY,
  );
  return largest === Number.NEGATIVE_INFINITY ? 1 : Math.exp(largest);
}

/** The settings of a run that shape its loss. */
export type LossConfig = Pick<
  RunConfig,
  | 'loss'
  | 'normalizer'
  | 'countEmpty'
  | 'clipLow'
  | 'clipHigh'
  | 'juniorWeight'
  | 'kl'
  | 'klEstimator'
  | 'klWeight'
  | 'maxNewTokens'
>;

/**
 * A run's settings as loss options. Of what the settings leave open: clip has no dual clip, CISPO
 * clips to the clip range (verl's form), GMPO clips log-ratios, SAPO has its paper's temperatures.
 */
export function lossOptions(config: LossConfig): LossOptions {
  return {
    surrogate: surrogateOf(config),
    normalizer: normalizerOf(config),
    juniorWeight: config.juniorWeight,
    kl: config.kl === 'none' ? null : { estimator: config.klEstimator, weight: config.klWeight },
  };
}

function surrogateOf({ loss, clipLow: low, clipHigh: high }: LossConfig): Surrogate {
  switch (loss) {
    case 'clip':
      return { kind: loss, low, high, dual: null };
    case 'gmpo':
      return { kind: loss, low, high, epsilon: 0 };
    case 'gspo':
      return { kind: loss, low, high };
    case 'cispo':
      return { kind: loss, min: 1 - low, max: 1 + high };
    case 'sapo':
      return { kind: loss, positive: 1, negative: 1.05 };
    case 'reinforce':
      return { kind: loss };
  }
}

function normalizerOf({ normalizer, countEmpty, maxNewTokens }: LossConfig): Normalizer {
  switch (normalizer) {
    case 'sequence':
      return { kind: normalizer, countEmpty, epsilon: 0 };
    case 'constant':
      return { kind: normalizer, countEmpty, maxLength: maxNewTokens };
    case 'senior-tokens':
    case 'all-tokens':
      return { kind: normalizer };
  }
}
