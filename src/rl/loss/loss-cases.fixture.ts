// Batches and options for the tests of the loss: every surrogate and normalizer, random rollouts.

import { draws } from '../../random/random.ts';
import { type LossOptions, lossTotals, policyLoss } from './loss.ts';
import { type LossBatch, lossRows } from './loss-batch.ts';
import type { LossTotals, Normalizer } from './normalize.ts';
import type { Surrogate } from './surrogate.ts';

export const SURROGATES: readonly Surrogate[] = [
  { kind: 'clip', low: 0.2, high: 0.28, dual: null },
  { kind: 'clip', low: 0.2, high: 0.2, dual: 1.5 },
  { kind: 'reinforce' },
  { kind: 'gspo', low: 0.02, high: 0.03 },
  { kind: 'gmpo', low: 0.3, high: 0.4, epsilon: 1e-8 },
  { kind: 'cispo', min: 0.8, max: 1.2 },
  { kind: 'cispo', min: 0, max: 5 },
  { kind: 'sapo', positive: 1, negative: 1.05 },
  { kind: 'none' },
];
export const NORMALIZERS: readonly Normalizer[] = [
  { kind: 'senior-tokens' },
  { kind: 'all-tokens' },
  { kind: 'sequence', countEmpty: true, epsilon: 0 },
  { kind: 'sequence', countEmpty: false, epsilon: 1e-8 },
  { kind: 'constant', countEmpty: true, maxLength: 9 },
  { kind: 'constant', countEmpty: false, maxLength: 9 },
  { kind: 'sequence-sum', countEmpty: true },
  { kind: 'sequence-sum', countEmpty: false },
];
export const EVERY = SURROGATES.flatMap((surrogate) =>
  NORMALIZERS.map((normalizer) => ({ surrogate, normalizer })),
);
export const CLIP: LossOptions = {
  surrogate: { kind: 'clip', low: 0.2, high: 0.2, dual: null },
  normalizer: { kind: 'senior-tokens' },
  juniorWeight: 0,
  kl: null,
};

export const batchLoss = (batch: LossBatch, options: LossOptions, totals?: LossTotals) =>
  policyLoss(lossRows(batch), options, totals);

export const batchTotals = (batch: LossBatch, juniorWeight: number): LossTotals =>
  lossTotals(lossRows(batch), juniorWeight);

export interface MutableBatch extends LossBatch {
  newLogprobs: number[][];
  oldLogprobs: number[][];
  referenceLogprobs: number[][];
  authors: number[][];
  advantages: number[];
}

/** Six rollouts of 3 to 8 tokens; the last has no senior token. */
export function randomBatch(seed: number, spread = 0.4): MutableBatch {
  const random = draws({ seed, stream: 'data', step: 0, sequence: 0 });
  const lengths = Array.from({ length: 6 }, () => random.integer(3, 8));
  const table = (value: () => number) => lengths.map((n) => Array.from({ length: n }, value));
  const oldLogprobs = table(() => -0.2 - 2 * random.uniform());
  const near = () =>
    oldLogprobs.map((row) => row.map((x) => x + spread * (2 * random.uniform() - 1)));
  return {
    oldLogprobs,
    newLogprobs: near(),
    referenceLogprobs: near(),
    authors: table(() => random.integer(0, 1)).map((row, i) => row.map((bit) => (i < 5 ? bit : 0))),
    advantages: lengths.map(() => random.normal()),
  };
}
