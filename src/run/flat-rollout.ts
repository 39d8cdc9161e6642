// A rollout in the form that is stored, where each number of either model has a name of its own.
import type { RolloutSide, TopTokens } from '../engine/engine.ts';
import { topOfBoth } from '../engine/requests.ts';
import type { RewardedRollout } from './events.ts';

/** As in recorded runs and in the browser's database: names and their order do not change. */
export interface FlatRollout extends Omit<RewardedRollout, 'senior' | 'junior'> {
  readonly seniorPrompt: readonly number[];
  readonly juniorPrompt: readonly number[];
  readonly seniorLogprobs: Float32Array;
  readonly juniorLogprobs: Float32Array;
  readonly seniorEntropies: Float32Array;
  readonly juniorEntropies: Float32Array;
  /** Top tokens of both models; null where none were recorded. */
  readonly alternatives: { readonly senior: TopTokens; readonly junior: TopTokens } | null;
}

export function flattened({ senior, junior, ...rollout }: RewardedRollout): FlatRollout {
  const { tokens, authors, redraws, finish, group, text, reward, advantage } = rollout;
  return {
    seniorPrompt: senior.prompt,
    juniorPrompt: junior.prompt,
    tokens,
    authors,
    redraws,
    seniorLogprobs: senior.logprobs,
    juniorLogprobs: junior.logprobs,
    seniorEntropies: senior.entropies,
    juniorEntropies: junior.entropies,
    finish,
    alternatives: topOfBoth({ senior, junior }),
    group,
    text,
    reward,
    advantage,
  };
}

export function twoSided(flat: FlatRollout): RewardedRollout {
  const { tokens, authors, redraws, finish, group, text, reward, advantage, alternatives } = flat;
  const senior: RolloutSide = {
    prompt: flat.seniorPrompt,
    logprobs: flat.seniorLogprobs,
    entropies: flat.seniorEntropies,
    top: alternatives?.senior ?? null,
  };
  const junior: RolloutSide = {
    prompt: flat.juniorPrompt,
    logprobs: flat.juniorLogprobs,
    entropies: flat.juniorEntropies,
    top: alternatives?.junior ?? null,
  };
  return { tokens, authors, redraws, senior, junior, finish, group, text, reward, advantage };
}
