// The current token: who wrote it, what happened after it, what both models made of it.
import type { ReactNode } from 'react';
import { formatProbability, formatValue } from '../app/format.ts';
import { tokenForKey } from '../app/keys.ts';
import { type Author, authorOf, surface, visible } from '../app/tokens.ts';
import type { RewardedRollout } from '../run/events.ts';
import { Alternatives } from './Alternatives.tsx';
import { HandoffIcon, LeftIcon, RightIcon } from './Icons.tsx';
import { useApp } from './useApp.ts';
import { useVocabulary } from './useShown.ts';

interface Props {
  readonly rollout: RewardedRollout;
  readonly token: number;
}

/** What decided who writes the next token. */
export function whatFollows(rollout: RewardedRollout, t: number, hasCoin: boolean): string {
  if (t === rollout.tokens.length - 1) {
    return rollout.finish === 'eos' ? 'The solution ends here.' : 'The length limit is reached.';
  }
  const author = authorOf(rollout, t);
  const next = authorOf(rollout, t + 1);
  if (rollout.redraws[t] !== 1) return `No ${hasCoin ? 'coin' : 'turn'} after it.`;
  if (!hasCoin) return `Then it is the ${next}’s turn.`;
  return author === next
    ? `A coin after it: the ${next} keeps the pen.`
    : `A coin after it: the pen goes to the ${next}.`;
}

function Steps({ rollout, token }: Props) {
  const selectToken = useApp((app) => app.selectToken);
  const button = (name: string, key: string, isShift: boolean, icon: ReactNode) => {
    const target = tokenForKey(key, isShift, token, rollout) ?? token;
    return (
      <button
        type="button"
        className="button button-icon"
        aria-label={name}
        title={name}
        disabled={target === token}
        onClick={() => selectToken(target)}
      >
        {icon}
      </button>
    );
  };
  return (
    <div className="stepper">
      {button('Previous token', 'ArrowLeft', false, <LeftIcon />)}
      <span className="stepper-place">
        Token {token + 1} of {rollout.tokens.length}
      </span>
      {button('Next token', 'ArrowRight', false, <RightIcon />)}
      {button('Next handoff', 'ArrowRight', true, <HandoffIcon />)}
    </div>
  );
}

function Opinion({ rollout, token, author }: Props & { author: Author }) {
  const [logprobs, entropies] =
    author === 'senior'
      ? [rollout.seniorLogprobs, rollout.seniorEntropies]
      : [rollout.juniorLogprobs, rollout.juniorEntropies];
  const logprob = logprobs[token] ?? 0;
  return (
    <section className="opinion" aria-label={`What the ${author} made of it`}>
      <p className="opinion-head">
        <span className={`ink-${author}`}>{author === 'senior' ? 'Senior' : 'Junior'}</span>
        <b>{formatProbability(logprob)}</b>
      </p>
      <dl className="opinion-numbers">
        <div>
          <dt>log-prob</dt>
          <dd>{formatValue('nats', logprob)}</dd>
        </div>
        <div>
          <dt>entropy</dt>
          <dd>{formatValue('nats', entropies[token] ?? 0)}</dd>
        </div>
      </dl>
      <Alternatives rollout={rollout} token={token} author={author} />
    </section>
  );
}

export function Inspector({ rollout, token, children }: Props & { readonly children?: ReactNode }) {
  const vocabulary = useVocabulary();
  const schedule = useApp((app) => app.runConfig?.schedule);
  const isMoving = useApp((app) => app.status.kind === 'running' && app.held === null);
  const author = authorOf(rollout, token);
  const isEnd = rollout.finish === 'eos' && token === rollout.tokens.length - 1;
  const hasCoin = schedule !== 'chunk' && schedule !== 'alternate';
  return (
    <div className="inspector">
      <Steps rollout={rollout} token={token} />
      <p className="inspector-what" aria-live={isMoving ? 'off' : 'polite'}>
        <span className={`capsule capsule-${author} mono`}>
          {isEnd ? 'end' : visible(surface(vocabulary, rollout.tokens[token]))}
        </span>{' '}
        by the {author}. {whatFollows(rollout, token, hasCoin)}
      </p>
      <div className="opinions">
        <Opinion rollout={rollout} token={token} author="senior" />
        <Opinion rollout={rollout} token={token} author="junior" />
      </div>
      {rollout.alternatives === null && (
        <p className="aside">The likeliest tokens were not recorded for this solution.</p>
      )}
      {children}
    </div>
  );
}
