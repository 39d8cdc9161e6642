// A step's rollouts, each with all that its loss needs but log-probs.
import { at } from '../at.ts';
import type { RewardedRollout } from '../run/events.ts';
import type { Rewarded } from './reward.ts';

export interface UpdateRow {
  /** With its reward and its advantage. */
  readonly rollout: RewardedRollout;
  /** [T] 1 where a token counts as the senior's in the loss. */
  readonly lossAuthors: Uint8Array;
}

/** @throws RangeError when a rollout has no advantage or no authors, or there are more of them */
export function updateRows(
  rollouts: readonly Rewarded[],
  advantages: readonly number[],
  lossAuthors: readonly Uint8Array[],
): UpdateRow[] {
  for (const [name, { length }] of Object.entries({ advantages, lossAuthors })) {
    if (length !== rollouts.length)
      throw new RangeError(`${length} ${name} for ${rollouts.length} rollouts`);
  }
  return rollouts.map((rollout, i) => ({
    rollout: { ...rollout, advantage: at(advantages, i) },
    lossAuthors: at(lossAuthors, i),
  }));
}
