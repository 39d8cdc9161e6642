// One model’s top tokens at the current token; choosing one starts a branch with it.
import { formatProbability } from '../../app/parts/format.ts';
import { type Author, surface, visible } from '../../app/solution/tokens.ts';
import { topTokensAt } from '../../app/solution/top-tokens.ts';
import type { Reading } from '../../lab/reading.ts';
import type { RewardedRollout } from '../../run/events.ts';
import { useVocabulary } from '../strip/useShown.ts';

interface AlternativesProps {
  readonly rollout: RewardedRollout;
  readonly token: number;
  readonly author: Author;
  readonly reading: Reading | null;
  /** Starts a branch with another token here; null where that is not possible. */
  readonly onReplace: ((id: number) => void) | null;
}

export function Alternatives({ rollout, token, author, reading, onReplace }: AlternativesProps) {
  const vocabulary = useVocabulary();
  const written = rollout.tokens[token];
  return (
    <ol className={`likely likely-${author}`} aria-label={`The ${author}’s top tokens here`}>
      {topTokensAt(rollout, reading, author, token).map(({ id, probability }) => {
        const text = visible(surface(vocabulary, id));
        return (
          <li key={id} className={id === written ? 'likely-row likely-written' : 'likely-row'}>
            <span className="likely-bar" style={{ transform: `scaleX(${probability})` }} />
            {onReplace === null || id === written ? (
              <span className="likely-token">{text}</span>
            ) : (
              <button
                type="button"
                className="likely-token likely-choose"
                title={`Write ${text} instead and let both go on`}
                onClick={() => onReplace(id)}
              >
                {text}
              </button>
            )}
            <span className="likely-share">{formatProbability(Math.log(probability))}</span>
          </li>
        );
      })}
    </ol>
  );
}
