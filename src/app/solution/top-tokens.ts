// A model’s top tokens at a position: of a reading by both models, else as recorded.
import type { TopTokens } from '../../engine/engine.ts';
import type { Reading } from '../../lab/reading.ts';
import type { RewardedRollout } from '../../run/events.ts';
import type { Author } from './tokens.ts';

export interface TopToken {
  readonly id: number;
  readonly probability: number;
}

const MOST_SHOWN = 10;

/** One position's row, best first; the written token is among them if it can. */
export function topTokensAt(
  rollout: RewardedRollout,
  reading: Reading | null,
  author: Author,
  t: number,
): readonly TopToken[] {
  const lists: TopTokens | null = reading?.topTokens[author] ?? rollout[author].top;
  if (lists === null) return [];
  const n = lists.ids.length / rollout.tokens.length;
  const rows = Array.from(lists.ids.subarray(t * n, (t + 1) * n), (id, i) => ({
    id,
    probability: lists.probabilities[t * n + i] ?? 0,
  }));
  const written = rows.findIndex(({ id }) => id === rollout.tokens[t]);
  return rows.filter((_, i) =>
    written < MOST_SHOWN ? i < MOST_SHOWN : i < MOST_SHOWN - 1 || i === written,
  );
}
