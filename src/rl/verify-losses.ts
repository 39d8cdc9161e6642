// Recomputes a file of reference losses of verl and TRL with this project's loss and reports the differences.
import { at } from '../at.ts';
import { groupAdvantages, opoAdvantages, rlooAdvantages } from './advantage.ts';
import { type GoldenInputs, type GoldenResult, readGolden } from './golden.ts';
import type { KlEstimator } from './loss/kl.ts';
import { type LossOptions, policyLoss } from './loss/loss.ts';
import { lossRows } from './loss/loss-batch.ts';
import type { Normalizer } from './loss/normalize.ts';

/** Largest difference that still counts as equal. */
export const TOLERANCE = 1e-6;

export interface LossCheck {
  readonly case: string;
  /** Absolute difference of the losses; NaN for an unknown case. */
  readonly lossError: number;
  /** Largest absolute difference of a gradient entry, padding included; NaN for an unknown case. */
  readonly gradientError: number;
  /** Whether the case's name is in our tables. */
  readonly known: boolean;
  readonly ok: boolean;
}

export interface AdvantageCheck {
  readonly case: string;
  /** Largest absolute difference of an advantage; NaN for an unknown convention. */
  readonly error: number;
  readonly known: boolean;
  readonly ok: boolean;
}

/**
 * Every case of `results`, by its name `<algorithm>/<mask>`; the advantages are computed anew.
 * @throws an error that names the field when the file has another form
 */
export function verifyLosses(json: unknown): LossCheck[] {
  const { inputs, results } = readGolden(json);
  return [...results].map(([name, result]) => checkLoss(name, result, inputs));
}

/** Every convention of `advantages`. */
export function verifyAdvantages(json: unknown): AdvantageCheck[] {
  const { inputs, advantages } = readGolden(json);
  return [...advantages].map(([name, expected]) => {
    const compute = ADVANTAGES.get(name);
    const found = compute?.(inputs) ?? [];
    const error = compute ? maxDifference(found, expected) : Number.NaN;
    return { case: name, error, known: compute !== undefined, ok: error <= TOLERANCE };
  });
}

function checkLoss(name: string, expected: GoldenResult, inputs: GoldenInputs): LossCheck {
  const slash = name.lastIndexOf('/');
  const algorithm = ALGORITHMS.get(name.slice(0, slash));
  const juniorWeight = MASKS.get(name.slice(slash + 1));
  if (algorithm === undefined || juniorWeight === undefined)
    return {
      case: name,
      lossError: Number.NaN,
      gradientError: Number.NaN,
      known: false,
      ok: false,
    };
  const report = policyLoss(lossRows(batchOf(inputs)), { ...algorithm(inputs), juniorWeight });
  const lossError = Math.abs(report.loss - expected.loss);
  const gradientError = Math.max(
    ...expected.gradients.map((row, i) => maxDifference(at(report.gradients, i), row)),
  );
  const ok = lossError <= TOLERANCE && gradientError <= TOLERANCE;
  return { case: name, lossError, gradientError, known: true, ok };
}

function batchOf(inputs: GoldenInputs) {
  const cut = (rows: readonly (readonly number[])[]) =>
    rows.map((row, i) => row.slice(0, inputs.lengths[i]));
  return {
    newLogprobs: cut(inputs.newLogprobs),
    oldLogprobs: cut(inputs.oldLogprobs),
    referenceLogprobs: cut(inputs.referenceLogprobs),
    authors: cut(inputs.authors),
    advantages: groupAdvantages(inputs.rewards, inputs.groups, VERL_GRPO),
  };
}

/** Entries beyond the end of `found` are padding, which must be 0. */
function maxDifference(found: ArrayLike<number>, expected: readonly number[]): number {
  return Math.max(...expected.map((value, t) => Math.abs(value - (found[t] ?? 0))));
}

const VERL_GRPO = { divideByStd: true, ddof: 1, epsilon: 1e-6 } as const;

const standard = (ddof: 0 | 1, epsilon: number) => (inputs: GoldenInputs) =>
  groupAdvantages(inputs.rewards, inputs.groups, { divideByStd: true, ddof, epsilon });

const ADVANTAGES: ReadonlyMap<string, (inputs: GoldenInputs) => number[]> = new Map([
  ['verl_grpo_std', standard(1, 1e-6)],
  [
    'verl_grpo_nostd',
    ({ rewards, groups }: GoldenInputs) =>
      groupAdvantages(rewards, groups, { ...VERL_GRPO, divideByStd: false }),
  ],
  ['verl_rloo', ({ rewards, groups }: GoldenInputs) => rlooAdvantages(rewards, groups)],
  [
    'verl_opo',
    ({ rewards, groups, lengths }: GoldenInputs) => opoAdvantages(rewards, groups, lengths),
  ],
  ['trl_group_std(ddof1,+1e-4)', standard(1, 1e-4)],
  ['openrlhf_group_norm(ddof1,+1e-9)', standard(1, 1e-9)],
  ['open_instruct_standard(ddof0,+1e-8)', standard(0, 1e-8)],
]);

/** Weight of junior tokens under each mask; all_tokens and junior_weight keep what senior_only drops. */
const MASKS: ReadonlyMap<string, number> = new Map([
  ['all_tokens', 1],
  ['senior_only', 0],
  ['junior_weight_0.25', 0.25],
]);

/** verl adds this to a sequence's token count before dividing; TRL does not. */
const VERL_EPSILON = 1e-8;

type Algorithm = (inputs: GoldenInputs) => Omit<LossOptions, 'juniorWeight'>;
type Policy = (inputs: GoldenInputs) => LossOptions['surrogate'];
type Divide = (inputs: GoldenInputs) => Normalizer;

const tokenMean: Divide = () => ({ kind: 'senior-tokens' });
const allTokens: Divide = () => ({ kind: 'all-tokens' });
const sequenceMean =
  (countEmpty: boolean, epsilon: number): Divide =>
  () => ({ kind: 'sequence', countEmpty, epsilon });
const sequenceSum =
  (countEmpty: boolean): Divide =>
  () => ({ kind: 'sequence-sum', countEmpty });
const verlMean = sequenceMean(false, VERL_EPSILON);
const trlMean = sequenceMean(true, 0);

const dualClip: Policy = (g) => ({ kind: 'clip', low: g.clipLow, high: g.clipHigh, dual: g.dual });
const clip: Policy = (g) => ({ kind: 'clip', low: g.clipLow, high: g.clipHigh, dual: null });
const gspo: Policy = (g) => ({ kind: 'gspo', low: g.clipLow, high: g.clipHigh });
const gmpo: Policy = (g) => ({
  kind: 'gmpo',
  low: g.clipLow,
  high: g.clipHigh,
  epsilon: VERL_EPSILON,
});
const sapo: Policy = () => ({ kind: 'sapo', positive: 1, negative: 1.05 });

const algorithm =
  (policy: Policy, divide: Divide, kl: LossOptions['kl'] = null): Algorithm =>
  (inputs) => ({ surrogate: policy(inputs), normalizer: divide(inputs), kl });
const klOnly = (estimator: KlEstimator): Algorithm =>
  algorithm(() => ({ kind: 'none' }), tokenMean, { estimator, weight: 1 });

/** Which of our options each case of verl or TRL is. */
const ALGORITHMS: ReadonlyMap<string, Algorithm> = new Map([
  ['verl/vanilla/token-mean', algorithm(dualClip, tokenMean)],
  ['verl/vanilla/token-mean(den=ALL response tokens)', algorithm(dualClip, allTokens)],
  ['verl/vanilla/seq-mean-token-mean', algorithm(dualClip, verlMean)],
  [
    'verl/vanilla/seq-mean-token-mean(empty rows counted)',
    algorithm(dualClip, sequenceMean(true, VERL_EPSILON)),
  ],
  ['verl/vanilla/seq-mean-token-sum', algorithm(dualClip, sequenceSum(false))],
  [
    'verl/vanilla/seq-mean-token-sum-norm',
    algorithm(dualClip, (g) => ({
      kind: 'constant',
      countEmpty: false,
      maxLength: g.paddedLength,
    })),
  ],
  [
    'verl/cispo/token-mean',
    algorithm((g) => ({ kind: 'cispo', min: 1 - g.clipLow, max: 1 + g.clipHigh }), tokenMean),
  ],
  ['verl/gpg/token-mean', algorithm(() => ({ kind: 'reinforce' }), tokenMean)],
  ['verl/gspo/seq-mean-token-mean', algorithm(gspo, verlMean)],
  ['verl/gmpo', algorithm(gmpo, sequenceMean(true, VERL_EPSILON))],
  ['verl/sapo/seq-mean-token-mean', algorithm(sapo, verlMean)],
  ['verl/kl_k1/token-mean', klOnly('k1')],
  ['verl/kl_k2/token-mean', klOnly('k2')],
  ['verl/kl_k3/token-mean', klOnly('k3')],
  ['verl/kl_k3+/token-mean', klOnly('k3+')],
  ['trl/grpo', algorithm(clip, trlMean)],
  ['trl/bnpo', algorithm(clip, tokenMean)],
  [
    'trl/dr_grpo',
    algorithm(clip, (g) => ({ kind: 'constant', countEmpty: true, maxLength: g.maxLength })),
  ],
  ['trl/dapo', algorithm(clip, tokenMean)],
  ['trl/dapo(den=ALL response tokens)', algorithm(clip, allTokens)],
  ['trl/cispo', algorithm(() => ({ kind: 'cispo', min: 0, max: 5 }), tokenMean)],
  ['trl/sapo', algorithm(sapo, trlMean)],
  ['trl/grpo+sequence(GSPO)', algorithm(gspo, trlMean)],
  ['trl/luspo+sequence', algorithm(gspo, sequenceSum(true))],
  ['trl/grpo beta=0.04 (k3 in loss)', algorithm(clip, trlMean, { estimator: 'k3', weight: 0.04 })],
]);
