// The current token: author, what follows it, both models’ probabilities and top tokens.
import type { ReactNode } from 'react';
import type { ReadingProgress } from '../../app/lab/reading.ts';
import { formatProbability, formatValue } from '../../app/parts/format.ts';
import { tossAfter } from '../../app/solution/playback.ts';
import { type Author, authorOf, surface, visible } from '../../app/solution/tokens.ts';
import type { RewardedRollout } from '../../run/events.ts';
import { useShownConfig, useVocabulary } from '../strip/useShown.ts';
import { TopTokenList } from './TopTokenList.tsx';

interface InspectorProps {
  readonly rollout: RewardedRollout;
  readonly token: number;
  /** Both models' reading of the solution; null before it is requested. */
  readonly reader: ReadingProgress | null;
  readonly onReplace: ((id: number) => void) | null;
}

/** What decided who writes the next token. */
function whatFollows(rollout: RewardedRollout, t: number, hasCoin: boolean): string {
  if (t === rollout.tokens.length - 1) {
    return rollout.finish === 'eos' ? 'The solution ends here.' : 'The length limit is reached.';
  }
  const next = authorOf(rollout, t + 1);
  const toss = tossAfter(rollout, t);
  if (toss === 'none') {
    return hasCoin ? 'No coin after it: it is no boundary.' : 'No turn ends after it.';
  }
  if (!hasCoin) return `Then it is the ${next}’s turn.`;
  return toss === 'kept'
    ? `A coin after it: the ${next} keeps the pen.`
    : `A coin after it: the pen goes to the ${next}.`;
}

const titled = (author: Author) => (author === 'senior' ? 'Senior' : 'Junior');

/** The token that the model wrote here, or would have written with its own draw. */
function Drawn({ rollout, token, reader, author }: Omit<OpinionProps, 'onReplace'>) {
  const vocabulary = useVocabulary();
  const drawn = reader?.found?.drawn[author][token];
  const isAuthor = authorOf(rollout, token) === author;
  const shown = isAuthor ? rollout.tokens[token] : drawn;
  // An empty line before the models have read, so that nothing moves when they have.
  if (!isAuthor && reader === null) return <p className="opinion-drawn">&nbsp;</p>;
  return (
    <p className="opinion-drawn">
      {isAuthor ? 'wrote' : 'would have written'}{' '}
      {shown === undefined ? '…' : <b className="mono">{visible(surface(vocabulary, shown))}</b>}
    </p>
  );
}

type OpinionProps = InspectorProps & { readonly author: Author };

function Opinion({ author, ...props }: OpinionProps) {
  const { rollout, token, reader, onReplace } = props;
  const { logprobs, entropies } = rollout[author];
  const logprob = logprobs[token] ?? 0;
  return (
    <section className="opinion" aria-label={`What the ${author} made of it`}>
      <p className="opinion-head">
        <span className={`ink-${author}`}>{titled(author)}</span>
        <b>{formatProbability(logprob)}</b>
      </p>
      <Drawn {...props} author={author} />
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
      <TopTokenList
        rollout={rollout}
        token={token}
        author={author}
        reading={reader?.found ?? null}
        onReplace={onReplace}
      />
    </section>
  );
}

/** Where the lists come from: read again by a stored senior, or recorded with the solution. */
function Source({ rollout, token, reader }: Omit<InspectorProps, 'onReplace'>) {
  const found = reader?.found ?? null;
  if (reader === null || found === null) {
    return rollout.senior.top === null ? (
      <p className="aside">Choose a token: both models then list their most probable tokens.</p>
    ) : null;
  }
  const kl = found.kl[token] ?? 0;
  return (
    <p className="aside">
      Lists and draws: the senior of step {reader.step}, the nearest kept. KL of senior from junior{' '}
      {formatValue('nats', kl)} nats.
    </p>
  );
}

export function Inspector({
  children,
  ...props
}: InspectorProps & { readonly children?: ReactNode }) {
  const { rollout, token } = props;
  const vocabulary = useVocabulary();
  const schedule = useShownConfig()?.schedule;
  const author = authorOf(rollout, token);
  const isEnd = rollout.finish === 'eos' && token === rollout.tokens.length - 1;
  const hasCoin = schedule !== 'chunk' && schedule !== 'alternate';
  return (
    <div className="inspector">
      <p className="inspector-what">
        <span className={`capsule capsule-${author} mono`}>
          {isEnd ? 'end' : visible(surface(vocabulary, rollout.tokens[token]))}
        </span>{' '}
        by the {author}. {whatFollows(rollout, token, hasCoin)}
      </p>
      <div className="opinions">
        <Opinion {...props} author="senior" />
        <Opinion {...props} author="junior" />
      </div>
      <Source {...props} />
      {children}
    </div>
  );
}
