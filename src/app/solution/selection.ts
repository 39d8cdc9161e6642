// Which solution is on screen: problem, rollout and token of a step, within the bounds of that step.
import type { RewardedRollout, StepEvent } from '../../run/events.ts';
import type { Problem } from '../../tasks/parts/task.ts';

export interface Selection {
  /** Index of the problem in the step. */
  readonly group: number;
  /** Index of the rollout in its group. */
  readonly rollout: number;
  /** null: nothing chosen yet, the first handoff is shown. */
  readonly token: number | null;
}

export interface Shown {
  readonly step: number;
  readonly group: number;
  readonly groups: number;
  readonly problem: Problem;
  /** The rollouts of the problem. */
  readonly rollouts: readonly RewardedRollout[];
  readonly index: number;
  readonly rollout: RewardedRollout;
  readonly token: number;
}

const clamp = (value: number, last: number) => Math.max(0, Math.min(value, last));

/** Tokens after which the other model writes. */
export function handoffs(authors: Uint8Array): readonly number[] {
  const found: number[] = [];
  for (let t = 0; t + 1 < authors.length; t++) if (authors[t] !== authors[t + 1]) found.push(t);
  return found;
}

/** What the selection means in this step; null when the step has no such problem or rollout. */
export function shown(event: StepEvent, selection: Selection): Shown | null {
  const group = clamp(selection.group, event.problems.length - 1);
  const problem = event.problems[group];
  const rollouts = event.rollouts.filter((rollout) => rollout.group === group);
  const index = clamp(selection.rollout, rollouts.length - 1);
  const rollout = rollouts[index];
  if (problem === undefined || rollout === undefined) return null;
  const token = clamp(
    selection.token ?? handoffs(rollout.authors)[0] ?? 0,
    rollout.tokens.length - 1,
  );
  const groups = event.problems.length;
  return { step: event.step, group, groups, problem, rollouts, index, rollout, token };
}
