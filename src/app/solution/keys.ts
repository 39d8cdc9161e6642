// Moving along a solution by keyboard: by token, by handoff, to either end.
import type { RewardedRollout } from '../../run/events.ts';
import { handoffs } from './selection.ts';

/** Where a key leads from one of the places 0 to `last`; null for keys of no meaning here. */
function placeForKey(key: string, at: number, last: number): number | null {
  switch (key) {
    case 'ArrowRight':
      return Math.min(at + 1, last);
    case 'ArrowLeft':
      return Math.max(at - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}

/** The same among the tokens of a solution; with Shift, arrows go by handoffs. */
export function tokenForKey(
  key: string,
  isShift: boolean,
  t: number,
  rollout: RewardedRollout,
): number | null {
  const last = rollout.tokens.length - 1;
  const marks = isShift ? handoffs(rollout.authors) : [];
  if (isShift && key === 'ArrowRight') return marks.find((mark) => mark > t) ?? last;
  if (isShift && key === 'ArrowLeft') return marks.findLast((mark) => mark < t) ?? 0;
  return placeForKey(key, t, last);
}
