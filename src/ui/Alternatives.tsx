// What one model held likeliest at the current token, as far as it was recorded.
import { formatProbability } from '../app/format.ts';
import { type Author, surface, visible } from '../app/tokens.ts';
import type { RewardedRollout } from '../run/events.ts';
import { useVocabulary } from './useShown.ts';

interface Props {
  readonly rollout: RewardedRollout;
  readonly token: number;
  readonly author: Author;
}

interface Row {
  readonly id: number;
  readonly probability: number;
}

const MOST_SHOWN = 5;

/** One position's row of the recorded lists, best first; the written token is among them if it can. */
export function rowsAt(rollout: RewardedRollout, author: Author, t: number): readonly Row[] {
  const lists = rollout.alternatives?.[author];
  if (lists === undefined) return [];
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

export function Alternatives({ rollout, token, author }: Props) {
  const vocabulary = useVocabulary();
  const written = rollout.tokens[token];
  return (
    <ol className={`likely likely-${author}`} aria-label={`The ${author}’s likeliest tokens here`}>
      {rowsAt(rollout, author, token).map(({ id, probability }) => (
        <li key={id} className={id === written ? 'likely-row likely-written' : 'likely-row'}>
          <span className="likely-bar" style={{ transform: `scaleX(${probability})` }} />
          <span className="likely-token">{visible(surface(vocabulary, id))}</span>
          <span className="likely-share">{formatProbability(Math.log(probability))}</span>
        </li>
      ))}
    </ol>
  );
}
