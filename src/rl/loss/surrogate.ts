// The policy-gradient surrogates: for each token of a rollout a loss value and its gradient.
import { at } from '../../at.ts';

export interface Term {
  readonly value: number;
  /** d value / d log-prob of the token, at the current weights. */
  readonly gradient: number;
  /** Which bound clipping held the ratio at, if it changed the term. */
  readonly clipped: 'low' | 'high' | null;
}

/** The weighted tokens of one rollout, n of them; tokens of weight 0 are not here. */
export interface SurrogateRow {
  readonly newLogprobs: readonly number[];
  readonly oldLogprobs: readonly number[];
  readonly weights: readonly number[];
  readonly advantage: number;
}

interface Clip {
  /** The ratio is clipped below 1 - low and above 1 + high. */
  readonly low: number;
  readonly high: number;
}

/** The numbers each surrogate takes. */
interface SurrogateOptions {
  /** PPO (Schulman et al. 2017), GRPO; `dual` (Ye et al. 2020; verl: 3) caps the ratio where A < 0. */
  readonly clip: Clip & { readonly dual: number | null };
  /** -A log-prob (Williams 1992); GPG. */
  readonly reinforce: unknown;
  /** One ratio per rollout, the geometric mean of its tokens' (Zheng et al. 2025). */
  readonly gspo: Clip;
  /** Geometric mean of clipped ratios (Zhao et al. 2025); `low` and `high` bound the log-ratio. */
  readonly gmpo: Clip & { readonly epsilon: number };
  /** -A stop(ratio in [min, max]) log-prob (MiniMax 2025). verl: 0.8 to 1.2; TRL: 0 to 5. */
  readonly cispo: { readonly min: number; readonly max: number };
  /** Smooth gate of the ratio (Gao et al. 2025), a temperature for each sign of the advantage. */
  readonly sapo: { readonly positive: number; readonly negative: number };
  /** No policy term: what remains is the KL penalty. */
  readonly none: unknown;
}

export type SurrogateKind = keyof SurrogateOptions;

/** Which surrogate, with its numbers. */
export type Surrogate<K extends SurrogateKind = SurrogateKind> = {
  [P in K]: { readonly kind: P } & SurrogateOptions[P];
}[K];

/** Log-ratios beyond these are held, lest one token overflow the loss: of tokens, and GSPO's mean. */
const TOKEN_LIMIT = 20;
const SEQUENCE_LIMIT = 10;

type Terms<K extends SurrogateKind> = (
  row: SurrogateRow,
  surrogate: Surrogate<K>,
) => readonly Term[];

const TABLE: { readonly [K in SurrogateKind]: Terms<K> } = {
  clip: (row, s) =>
    logRatios(row).map((x) => held(x, TOKEN_LIMIT, (ratio) => clipTerm(ratio, row.advantage, s))),
  reinforce: ({ newLogprobs, advantage }) =>
    newLogprobs.map((logprob) => plain(-advantage * logprob, -advantage)),
  gspo: (row, { low, high }) => {
    const clip = { low, high, dual: null };
    const { mean } = weightedMean(row, logRatios(row), 0);
    const term = held(mean, SEQUENCE_LIMIT, (ratio) => clipTerm(ratio, row.advantage, clip));
    return row.weights.map(() => term);
  },
  gmpo: (row, { low, high, epsilon }) => {
    const cuts = logRatios(row).map((x) => signedClamp(x, row.advantage, low, high));
    const { mean, share } = weightedMean(
      row,
      cuts.map(([x]) => x),
      epsilon,
    );
    const value = -row.advantage * Math.exp(mean);
    return cuts.map(([, clipped]) => ({
      value,
      gradient: clipped === null ? value * share : 0,
      clipped,
    }));
  },
  cispo: (row, { min, max }) =>
    logRatios(row).map((x, t) => {
      const ratio = Math.exp(x);
      const factor = -row.advantage * Math.min(max, Math.max(min, ratio));
      const clipped = ratio < min ? 'low' : ratio > max ? 'high' : null;
      return { value: factor * at(row.newLogprobs, t), gradient: factor, clipped };
    }),
  sapo: (row, { positive, negative }) => {
    const temperature = row.advantage > 0 ? positive : negative;
    return logRatios(row).map((x) =>
      held(x, TOKEN_LIMIT, (ratio) => sapoTerm(ratio, row.advantage, temperature)),
    );
  },
  none: ({ weights }) => weights.map(() => plain(0, 0)),
};

/**
 * Loss terms of a rollout's weighted tokens, [n]. GSPO and GMPO give every token the rollout's
 * value; their gradient is scaled so that token weight x gradient is the gradient under every
 * normalizer whose factor is one number per rollout, which all of ours are. So verl's GSPO,
 * written per token with a stopped ratio, and TRL's, per sequence, are one formula here.
 */
export function surrogateTerms<K extends SurrogateKind>(
  row: SurrogateRow,
  surrogate: Surrogate<K>,
): readonly Term[] {
  return TABLE[surrogate.kind](row, surrogate);
}

function plain(value: number, gradient: number): Term {
  return { value, gradient, clipped: null };
}

function logRatios({ newLogprobs, oldLogprobs }: SurrogateRow): number[] {
  return newLogprobs.map((logprob, t) => logprob - at(oldLogprobs, t));
}

/** The term at the ratio of a log-ratio; beyond the limit the log-ratio is held and the gradient 0. */
function held(logRatio: number, limit: number, term: (ratio: number) => Term): Term {
  const inside = Math.max(-limit, Math.min(limit, logRatio));
  const result = term(Math.exp(inside));
  if (inside === logRatio) return result;
  return { value: result.value, gradient: 0, clipped: inside < logRatio ? 'high' : 'low' };
}

function clipTerm(ratio: number, advantage: number, clip: Clip & { dual: number | null }): Term {
  const cut = (bound: number, clipped: 'low' | 'high'): Term => ({
    value: -bound * advantage,
    gradient: 0,
    clipped,
  });
  if (advantage > 0 && ratio > 1 + clip.high) return cut(1 + clip.high, 'high');
  if (advantage < 0 && ratio < 1 - clip.low) return cut(1 - clip.low, 'low');
  if (advantage < 0 && clip.dual !== null && ratio > clip.dual) return cut(clip.dual, 'high');
  return plain(-ratio * advantage, -ratio * advantage);
}

/** GMPO's clamp of a log-ratio: at `high` where A > 0, at `-low` where A < 0; else only held. */
function signedClamp(
  x: number,
  advantage: number,
  low: number,
  high: number,
): [number, Term['clipped']] {
  const upper = advantage > 0 ? high : TOKEN_LIMIT;
  const lower = advantage < 0 ? -low : -TOKEN_LIMIT;
  const inside = Math.max(lower, Math.min(upper, x));
  return [inside, inside === x ? null : inside < x ? 'high' : 'low'];
}

function sapoTerm(ratio: number, advantage: number, temperature: number): Term {
  const gate = 1 / (1 + Math.exp(-temperature * (ratio - 1)));
  const gradient = -advantage * 4 * gate * (1 - gate) * ratio;
  return plain((-advantage * gate * 4) / temperature, gradient);
}

/**
 * Mean under the token weights. `epsilon` is added to their sum (verl's GMPO: 1e-8), which makes
 * the weights' `share` of the mean a little less than 1.
 */
function weightedMean(row: SurrogateRow, values: readonly number[], epsilon: number) {
  const total = row.weights.reduce((sum, weight) => sum + weight, 0);
  const sum = values.reduce((part, value, t) => part + at(row.weights, t) * value, 0);
  return { mean: sum / (total + epsilon), share: total / (total + epsilon) };
}
