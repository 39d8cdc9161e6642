// From rewards to advantages, one per rollout, in float64.
import { at } from '../at.ts';
import type { RunConfig } from '../config/fields.ts';

/** verl's constants: sample standard deviation, and what is added to it. */
const GRPO = { ddof: 1, epsilon: 1e-6 } as const;

/**
 * Advantages of a step's rollouts under a run's settings, in their order.
 * @param rewarded [B] `group` is the id of the rollout's problem
 */
export function advantage(
  rewarded: readonly { readonly group: number; readonly reward: number }[],
  config: Pick<RunConfig, 'advantage' | 'divideByStd' | 'failureWeight'>,
): number[] {
  const rewards = rewarded.map(({ reward }) => reward);
  const groups = rewarded.map(({ group }) => group);
  switch (config.advantage) {
    case 'group':
      return groupAdvantages(rewards, groups, { ...GRPO, divideByStd: config.divideByStd });
    case 'outcome':
      return outcomeAdvantages(rewards, config.failureWeight);
    case 'none':
      return rewards.map(() => 0);
  }
}

export interface GroupAdvantageOptions {
  /** Divide by the group's standard deviation (GRPO); off is Dr. GRPO. */
  readonly divideByStd: boolean;
  /** Standard deviation over n - ddof: 1 in verl, TRL and OpenRLHF, 0 in open-instruct. */
  readonly ddof: 0 | 1;
  /** Added to the standard deviation: verl 1e-6, TRL 1e-4, OpenRLHF 1e-9, open-instruct 1e-8. */
  readonly epsilon: number;
}

interface RewardGroup {
  readonly id: number;
  /** Positions of the group's rollouts in the batch. */
  readonly members: number[];
  readonly rewards: number[];
}

/**
 * GRPO (Shao et al. 2024): (reward - group mean) / (group std + epsilon); without the division
 * Dr. GRPO (Liu et al. 2025). A group whose rewards are all equal gets exactly 0. A group of one
 * has nothing to compare with: as in verl its mean counts as 0 and its std as 1.
 * @param rewards [B] one per rollout
 * @param groups [B] group id of each rollout, in any order
 * @returns [B]
 */
export function groupAdvantages(
  rewards: readonly number[],
  groups: readonly number[],
  { divideByStd, ddof, epsilon }: GroupAdvantageOptions,
): number[] {
  if (!(epsilon >= 0)) throw new Error(`epsilon is ${epsilon}; allowed are numbers from 0`);
  return perGroup(rewards, groups, ({ rewards: own }) => {
    const alone = own.length === 1;
    const mean = alone ? 0 : average(own);
    const std = alone ? 1 : deviation(own, mean, ddof);
    return own.map((reward) => (divideByStd ? (reward - mean) / (std + epsilon) : reward - mean));
  });
}

/**
 * RLOO (Ahmadian et al. 2024): reward minus the mean reward of the group's other rollouts, an
 * unbiased baseline. A group of one has no others: its advantage is its reward, as in verl.
 */
export function rlooAdvantages(rewards: readonly number[], groups: readonly number[]): number[] {
  return perGroup(rewards, groups, ({ rewards: own }) => {
    if (own.length === 1) return [...own];
    const mean = average(own);
    return own.map((reward) => ((reward - mean) * own.length) / (own.length - 1));
  });
}

/**
 * OPO (Hao et al. 2025): reward minus the group's length-weighted mean reward. A group of one
 * keeps its reward, as in verl.
 * @param lengths [B] response tokens of each rollout
 */
export function opoAdvantages(
  rewards: readonly number[],
  groups: readonly number[],
  lengths: readonly number[],
): number[] {
  if (lengths.length !== rewards.length)
    throw new Error(`${lengths.length} lengths for ${rewards.length} rewards`);
  return perGroup(rewards, groups, ({ id, members, rewards: own }) => {
    if (own.length === 1) return [...own];
    const tokens = members.reduce((sum, i) => sum + at(lengths, i), 0);
    if (!(tokens > 0)) throw new Error(`group ${id} has ${tokens} response tokens`);
    const baseline = members.reduce((sum, i) => sum + at(lengths, i) * at(rewards, i), 0) / tokens;
    return own.map((reward) => reward - baseline);
  });
}

/**
 * Tandem Training (West et al. 2025): 1 for a right answer, the failure weight c for a wrong one
 * (0 discards failures; the paper's best are -0.3 to -0.5). No baseline, no groups.
 * @param rewards [B] 1 right, 0 wrong; anything else throws
 */
export function outcomeAdvantages(rewards: readonly number[], failureWeight: number): number[] {
  if (!Number.isFinite(failureWeight))
    throw new Error(`failureWeight is ${failureWeight}; allowed are finite numbers`);
  return rewards.map((reward, i) => {
    if (reward !== 0 && reward !== 1)
      throw new Error(`reward of rollout ${i} is ${reward}; outcome advantages take 0 or 1`);
    return reward === 1 ? 1 : failureWeight;
  });
}

/** Advantages group by group, put back in the batch's order; equal rewards give exactly 0. */
function perGroup(
  rewards: readonly number[],
  groups: readonly number[],
  advantages: (group: RewardGroup) => readonly number[],
): number[] {
  const result = new Array<number>(rewards.length).fill(0);
  for (const group of collect(rewards, groups)) {
    const same = group.rewards.every((reward) => reward === group.rewards[0]);
    if (same && group.rewards.length > 1) continue;
    const values = advantages(group);
    group.members.forEach((rollout, k) => {
      result[rollout] = at(values, k);
    });
  }
  return result;
}

function collect(rewards: readonly number[], groups: readonly number[]): Iterable<RewardGroup> {
  if (groups.length !== rewards.length)
    throw new Error(`${groups.length} group ids for ${rewards.length} rewards`);
  const found = new Map<number, RewardGroup>();
  rewards.forEach((reward, i) => {
    if (!Number.isFinite(reward))
      throw new Error(`reward of rollout ${i} is ${reward}; allowed are finite numbers`);
    const id = at(groups, i);
    const group = found.get(id) ?? { id, members: [], rewards: [] };
    found.set(id, group);
    group.members.push(i);
    group.rewards.push(reward);
  });
  return found.values();
}

export function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Standard deviation around a mean; `ddof` is 1 of a sample, 0 of a population. */
export function deviation(values: readonly number[], mean: number, ddof: number): number {
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - ddof));
}
