// The solutions of one problem as a group: order, largest advantage, and what the advantages add up to.
import type { RunConfig } from '../../config/fields.ts';
import type { RewardedRollout } from '../../run/events.ts';

export const ORDERS = ['as drawn', 'by reward'] as const;
export type Order = (typeof ORDERS)[number];

/** Places of the rollouts in the order they are shown; equal rewards stay as drawn. */
export function ordered(
  rollouts: readonly Pick<RewardedRollout, 'reward'>[],
  order: Order,
): readonly number[] {
  const places = rollouts.map((_, i) => i);
  const rewardOf = (i: number) => rollouts[i]?.reward ?? 0;
  return order === 'as drawn' ? places : places.sort((a, b) => rewardOf(b) - rewardOf(a) || a - b);
}

export interface GroupSummary {
  readonly right: number;
  readonly of: number;
  readonly mean: number;
  /** Sample standard deviation of the rewards; null of a single one. */
  readonly deviation: number | null;
  /** Of the advantages above 0, and of those below. */
  readonly above: number;
  readonly below: number;
  /** Whether all rewards are equal. */
  readonly isFlat: boolean;
}

const total = (numbers: readonly number[]) => numbers.reduce((sum, n) => sum + n, 0);

export function summarize(
  rollouts: readonly Pick<RewardedRollout, 'reward' | 'advantage'>[],
): GroupSummary {
  const rewards = rollouts.map(({ reward }) => reward);
  const advantages = rollouts.map(({ advantage }) => advantage);
  const mean = total(rewards) / rewards.length;
  const squares = total(rewards.map((reward) => (reward - mean) ** 2));
  return {
    right: rewards.filter((reward) => reward > 0).length,
    of: rewards.length,
    mean,
    deviation: rewards.length < 2 ? null : Math.sqrt(squares / (rewards.length - 1)),
    above: total(advantages.filter((a) => a > 0)),
    below: total(advantages.filter((a) => a < 0)),
    isFlat: new Set(rewards).size < 2,
  };
}

/** What the group teaches, in words. */
export function whatItTeaches(
  { isFlat, right, of }: GroupSummary,
  advantage: RunConfig['advantage'],
): string {
  const rights = `${right} of ${of} right`;
  if (!isFlat || advantage === 'outcome') return rights;
  if (advantage === 'none') return `${rights}; nothing is learned from rewards`;
  return `all ${right === 0 ? 'wrong' : 'right'}, all the same reward: nothing to learn here`;
}

/** Why the advantages add up to what they do. */
export function whyTheSum(advantage: RunConfig['advantage']): string {
  switch (advantage) {
    case 'group':
      return 'each is a reward less the group’s mean, so they add up to zero';
    case 'outcome':
      return 'without a baseline they need not add up to zero';
    case 'none':
      return 'this run has none';
  }
}
