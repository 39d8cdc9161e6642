// What settings would do, in numbers for the article: how long each model writes, and a group's advantages.
import type { RunConfig } from '../config/fields.ts';
import { advantage } from '../rl/advantage.ts';

/** Words that each writes on average until the pen goes to the other; Infinity where it never does. */
export function turnLengths(seniorProbability: number): {
  readonly senior: number;
  readonly junior: number;
} {
  return { senior: 1 / (1 - seniorProbability), junior: 1 / seniorProbability };
}

/** Advantages of right and of wrong solutions of a group; null where there are none of them. */
export function worth(
  right: number,
  of: number,
  config: Parameters<typeof advantage>[1],
): { readonly right: number | null; readonly wrong: number | null } {
  const rewarded = Array.from({ length: of }, (_, i) => ({ group: 0, reward: i < right ? 1 : 0 }));
  const advantages = advantage(rewarded, config);
  return {
    right: right > 0 ? (advantages[0] ?? null) : null,
    wrong: right < of ? (advantages[of - 1] ?? null) : null,
  };
}

/** What a group like this teaches. */
export function groupNote(right: number, of: number, kind: RunConfig['advantage']): string {
  if (kind === 'none') return 'This experiment has no advantages: rewards teach nothing.';
  if (kind === 'outcome') return 'Without a baseline no group is compared with itself.';
  if (of < 2) return 'A group of one has nothing to compare with.';
  if (right === 0 || right === of) return 'All are alike, so nothing is learned from this group.';
  return right < of / 2
    ? 'Where few are right, a right one counts much.'
    : 'Where most are right, a wrong one counts much.';
}
