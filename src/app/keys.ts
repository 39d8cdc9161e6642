// Moving along a solution by keyboard: by token, by handoff, to either end. Pure; knows no event.
import type { RewardedRollout } from '../run/events.ts';
import { handoffs } from './shown.ts';

/** Where a key leads from token t; null for keys of no meaning here. */
export function tokenForKey(
  key: string,
  isShift: boolean,
  t: number,
  rollout: RewardedRollout,
): number | null {
  const last = rollout.tokens.length - 1;
  const marks = handoffs(rollout.authors);
  switch (key) {
    case 'ArrowRight':
      return isShift ? (marks.find((mark) => mark > t) ?? last) : Math.min(t + 1, last);
    case 'ArrowLeft':
      return isShift ? (marks.findLast((mark) => mark < t) ?? 0) : Math.max(t - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}
