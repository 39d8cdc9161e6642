// One model’s top tokens at the current token; choosing one starts a branch with it.
import { formatProbability } from '../../app/parts/format.ts';
import { type Author, surface, visible } from '../../app/solution/tokens.ts';
import { topTokensAt } from '../../app/solution/top-tokens.ts';
import type { Reading } from '../../lab/reading.ts';
import type { RewardedRollout } from '../../run/events.ts';
import { useVocabulary } from '../strip/useShown.ts';

interface TopTokenListProps {
  readonly rollout: RewardedRollout;
  readonly token: number;
  readonly author: Author;
  readonly reading: Reading | null;
  /** Starts a branch with another token here; null where that is not possible. */
  readonly onReplace: ((id: number) => void) | null;
}

export function TopTokenList({ rollout, token, author, reading, onReplace }: TopTokenListProps) {
  const vocabulary = useVocabulary();
  const written = rollout.tokens[token];
  return (
    <ol
      className={`top-tokens top-tokens-${author}`}
      aria-label={`The ${author}’s top tokens here`}
    >
      {topTokensAt(rollout, reading, author, token).map(({ id, probability }) => {
        const text = visible(surface(vocabulary, id));
        return (
          <li
            key={id}
            className={id === written ? 'top-tokens-row top-tokens-written' : 'top-tokens-row'}
          >
            <span className="top-tokens-bar" style={{ transform: `scaleX(${probability})` }} />
            {onReplace === null || id === written ? (
              <span className="top-tokens-token">{text}</span>
            ) : (
              <button
                type="button"
                className="top-tokens-token top-tokens-choose"
                title={`Write ${text} instead and let both go on`}
                onClick={() => onReplace(id)}
              >
                {text}
              </button>
            )}
            <span className="top-tokens-share">{formatProbability(Math.log(probability))}</span>
          </li>
        );
      })}
    </ol>
  );
}
