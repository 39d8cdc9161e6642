// The tokens of a solution coloured by author; arrow keys move by token, with Shift by handoff.
import { type KeyboardEvent, memo, useContext, useId, useState } from 'react';
import { formatProbability } from '../../app/parts/format.ts';
import { speed } from '../../app/run/clock.ts';
import { tokenForKey } from '../../app/solution/keys.ts';
import { authorProbability, share, type TokenColor } from '../../app/solution/token-colors.ts';
import {
  authorOf,
  penOf,
  type Span,
  type TokenPiece,
  type TokenRun,
  tokenLines,
  visible,
} from '../../app/solution/tokens.ts';
import type { Reading } from '../../lab/reading.ts';
import type { RewardedRollout } from '../../run/events.ts';
import { StoreContext } from '../parts/useApp.ts';
import { useVocabulary } from './useShown.ts';

/** How a token looks besides its author's underline. */
export interface Look {
  /** What tokens are coloured by; null for the author alone. */
  readonly colour: TokenColor | null;
  /** Whether each token has a bar: of its colour's value, else of its author's probability. */
  readonly hasBars: boolean;
  readonly reading: Reading | null;
}

const PLAIN: Look = { colour: null, hasBars: false, reading: null };

interface TokenStripProps {
  readonly rollout: RewardedRollout;
  /** The current one; null where none is chosen. */
  readonly token: number | null;
  readonly label: string;
  /** Without it the strip is read-only. */
  readonly onSelect?: (token: number) => void;
  /** What Space does. */
  readonly onSpace?: () => void;
  readonly look?: Look;
  readonly isSmall?: boolean;
  /** While it is played, tokens after the current one are pale. */
  readonly isPlayed?: boolean;
  /** Tokens that the reader wrote. */
  readonly yours?: Span | null;
}

function nameOf(rollout: RewardedRollout, piece: TokenPiece, yours: Span | null): string {
  const t = piece.index;
  const pen = penOf(rollout, t, yours);
  const logprobs =
    authorOf(rollout, t) === 'senior' ? rollout.senior.logprobs : rollout.junior.logprobs;
  const what =
    piece.ending === 'solution' ? 'end' : piece.text === '' ? 'line end' : visible(piece.text);
  const from = t > 0 && penOf(rollout, t - 1, yours) !== pen ? ', after a handoff' : '';
  return `token ${t + 1}, ${pen}: ${what}, ${formatProbability(logprobs[t] ?? 0)}${from}`;
}

interface TokenProps {
  readonly piece: TokenPiece;
  readonly rollout: RewardedRollout;
  readonly isCurrent: boolean;
  readonly id: string;
  readonly onSelect: TokenStripProps['onSelect'];
  readonly look: Look;
  readonly yours: Span | null;
}

/** Background of a share from -1 to 1: one colour from pale to full, or two for the two signs. */
function wash(part: number, isSigned: boolean): string {
  const ink = !isSigned ? 'violet' : part < 0 ? 'bad' : 'good';
  return `color-mix(in srgb, var(--${ink}) ${Math.round(70 * Math.abs(part))}%, transparent)`;
}

function Token({ piece, rollout, isCurrent, id, onSelect, look, yours }: TokenProps) {
  const { colour, reading } = look;
  const value = colour?.value(rollout, piece.index, reading) ?? null;
  const part = colour === null || value === null ? null : share(colour, value);
  const bar = colour === null ? authorProbability(rollout, piece.index) : (part ?? 0);
  const colourText =
    colour === null || value === null ? '' : `, ${colour.title} ${colour.says(value)}`;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the strip around it handles the keys.
    <span
      role="option"
      id={id}
      tabIndex={-1}
      aria-selected={isCurrent}
      aria-label={`${nameOf(rollout, piece, yours)}${colourText}`}
      className={isCurrent ? 'token token-current' : 'token'}
      style={part === null ? undefined : { background: wash(part, colour?.isSigned ?? false) }}
      onClick={() => onSelect?.(piece.index)}
    >
      {piece.text}
      {piece.ending === 'line' && <span className="token-return">↵</span>}
      {piece.ending === 'solution' && <span className="token-end" />}
      {(look.hasBars || colour !== null) && (
        <span className={bar < 0 ? 'token-bar token-bar-below' : 'token-bar'}>
          <span style={{ transform: `scaleY(${Math.abs(bar)})` }} />
        </span>
      )}
    </span>
  );
}

type RunProps = Omit<TokenProps, 'piece' | 'isCurrent'> & {
  readonly run: TokenRun;
  readonly token: number | null;
  readonly isPlayed: boolean;
};

const MARKS = { senior: 'S', junior: 'J', you: 'Y' } as const;

function Run({ run, token, id, isPlayed, ...rest }: RunProps) {
  const [first, ...others] = run.tokens;
  if (first === undefined) return null;
  const isAhead = (piece: TokenPiece) => isPlayed && token !== null && piece.index > token;
  const draw = (piece: TokenPiece) => (
    <Token
      key={piece.index}
      piece={piece}
      isCurrent={piece.index === token}
      id={`${id}-${piece.index}`}
      {...rest}
    />
  );
  return (
    <span className="run-of-tokens" role="presentation">
      {/* The first token's space is before the capsule. */}
      {first.gap}
      {run.isHandoff && (
        <span
          className={`handoff-mark ink-${run.author}${isAhead(first) ? ' ahead' : ''}`}
          aria-hidden="true"
        >
          ▸{MARKS[run.author]}
        </span>
      )}
      <span
        className={`capsule capsule-${run.author}${isAhead(first) ? ' ahead' : ''}`}
        role="presentation"
      >
        {draw(first)}
        {others.map((piece) => (
          <span
            key={piece.index}
            role="presentation"
            className={isAhead(piece) && !isAhead(first) ? 'ahead' : undefined}
          >
            {piece.gap}
            {draw(piece)}
          </span>
        ))}
      </span>
    </span>
  );
}

/** Steps per second above which the writing animation would never be seen to its end. */
const READABLE_SPEED = 1.5;

/** Whether this strip is shown long enough to be animated; decided once, when it appears. */
function useIsWritten(): boolean {
  const store = useContext(StoreContext);
  const [isWritten] = useState(() => {
    const app = store?.getState();
    return app?.status.kind !== 'running' || (speed(app.clock) ?? 0) < READABLE_SPEED;
  });
  return isWritten;
}

export const TokenStrip = memo(function TokenStrip(props: TokenStripProps) {
  const { rollout, token, label, onSelect, onSpace, look = PLAIN, yours = null } = props;
  const { isSmall = false, isPlayed = false } = props;
  const id = useId();
  const isWritten = useIsWritten();
  const vocabulary = useVocabulary();
  const onKeyDown = (event: KeyboardEvent) => {
    const next = tokenForKey(event.key, event.shiftKey, token ?? 0, rollout);
    if (next !== null) onSelect?.(next);
    else if (event.key === ' ' && onSpace !== undefined) onSpace();
    else return;
    event.preventDefault();
  };
  return (
    <div
      className={[
        'strip',
        isWritten && 'strip-written',
        isSmall && 'strip-small',
        look.colour !== null && 'strip-coloured',
        (look.hasBars || look.colour?.isSigned) && 'strip-bars',
      ]
        .filter(Boolean)
        .join(' ')}
      role="listbox"
      aria-label={label}
      aria-orientation="horizontal"
      aria-activedescendant={token === null ? undefined : `${id}-${token}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      {tokenLines(rollout, vocabulary, yours).map((line) => (
        <div key={line[0]?.tokens[0]?.index} className="strip-line" role="presentation">
          {line.map((run) => (
            <Run
              key={run.tokens[0]?.index}
              run={run}
              rollout={rollout}
              token={token}
              id={id}
              onSelect={onSelect}
              look={look}
              isPlayed={isPlayed}
              yours={yours}
            />
          ))}
        </div>
      ))}
    </div>
  );
});
