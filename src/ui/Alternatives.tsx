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

/** One position's row of the recorded lists, best first. */
export function rowsAt(rollout: RewardedRollout, author: Author, t: number): readonly Row[] {
  const lists = rollout.alternatives?.[author];
  if (lists === undefined) return [];
  const n = lists.ids.length / rollout.tokens.length;
  return Array.from(lists.ids.subarray(t * n, (t + 1) * n), (id, i) => ({
    id,
    probability: lists.probabilities[t * n + i] ?? 0,
  }));
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
