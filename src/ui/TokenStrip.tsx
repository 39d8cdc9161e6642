// The solution token by token, coloured by author. One widget for the keyboard: arrows move by
// token, with Shift by handoff.
import { type KeyboardEvent, memo, useContext, useId, useState } from 'react';
import { speed } from '../app/clock.ts';
import { formatProbability } from '../app/format.ts';
import { tokenForKey } from '../app/keys.ts';
import type { Shade } from '../app/shades.ts';
import { authorOf, type TokenPiece, type TokenRun, tokenLines, visible } from '../app/tokens.ts';
import type { RewardedRollout } from '../run/events.ts';
import { StoreContext } from './useApp.ts';
import { useVocabulary } from './useShown.ts';

interface Props {
  readonly rollout: RewardedRollout;
  /** The current one; null where none is chosen. */
  readonly token: number | null;
}

interface StripProps extends Props {
  readonly label: string;
  /** Without it the strip is to be read only. */
  readonly onSelect?: (token: number) => void;
  /** What tokens are coloured by; the author's underline stays. */
  readonly shade?: Shade | null;
  readonly isSmall?: boolean;
}

function nameOf(rollout: RewardedRollout, piece: TokenPiece): string {
  const t = piece.index;
  const author = authorOf(rollout, t);
  const logprobs = author === 'senior' ? rollout.seniorLogprobs : rollout.juniorLogprobs;
  const what =
    piece.ending === 'solution' ? 'end' : piece.text === '' ? 'line end' : visible(piece.text);
  const from = t > 0 && authorOf(rollout, t - 1) !== author ? ', after a handoff' : '';
  return `token ${t + 1}, ${author}: ${what}, ${formatProbability(logprobs[t] ?? 0)}${from}`;
}

function Token({ piece, rollout, isCurrent, id, onSelect, shade }: TokenProps) {
  const share = shade?.share(rollout, piece.index);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the strip around it handles the keys.
    <span
      role="option"
      id={id}
      tabIndex={-1}
      aria-selected={isCurrent}
      aria-label={nameOf(rollout, piece)}
      className={isCurrent ? 'token token-current' : 'token'}
      style={
        share === undefined
          ? undefined
          : {
              background: `color-mix(in srgb, var(--violet) ${Math.round(70 * share)}%, transparent)`,
            }
      }
      onClick={() => onSelect?.(piece.index)}
    >
      {piece.text}
      {piece.ending === 'line' && <span className="token-return">↵</span>}
      {piece.ending === 'solution' && <span className="token-end" />}
    </span>
  );
}

interface TokenProps {
  readonly piece: TokenPiece;
  readonly rollout: RewardedRollout;
  readonly isCurrent: boolean;
  readonly id: string;
  readonly onSelect: StripProps['onSelect'];
  readonly shade: StripProps['shade'];
}

type RunProps = Props & Pick<TokenProps, 'id' | 'onSelect' | 'shade'> & { readonly run: TokenRun };

function Run({ run, rollout, token, id, onSelect, shade }: RunProps) {
  const [first, ...others] = run.tokens;
  if (first === undefined) return null;
  const draw = (piece: TokenPiece) => (
    <Token
      key={piece.index}
      piece={piece}
      rollout={rollout}
      isCurrent={piece.index === token}
      id={`${id}-${piece.index}`}
      onSelect={onSelect}
      shade={shade}
    />
  );
  return (
    <span className="run-of-tokens" role="presentation">
      {/* The first token's space lies before the capsule, where the pen changes hands. */}
      {first.gap}
      {run.isHandoff && (
        <span className={`handoff-mark ink-${run.author}`} aria-hidden="true">
          ▸{run.author === 'senior' ? 'S' : 'J'}
        </span>
      )}
      <span className={`capsule capsule-${run.author}`} role="presentation">
        {draw(first)}
        {others.map((piece) => (
          <span key={piece.index} role="presentation">
            {piece.gap}
            {draw(piece)}
          </span>
        ))}
      </span>
    </span>
  );
}

/** Faster than this, in steps a second, the strip would never be seen fully written. */
const READABLE_SPEED = 1.5;

/** Whether this strip is shown long enough to be written; decided once, when it appears. */
function useIsWritten(): boolean {
  const store = useContext(StoreContext);
  const [isWritten] = useState(() => {
    const app = store?.getState();
    return app?.status.kind !== 'running' || (speed(app.clock) ?? 0) < READABLE_SPEED;
  });
  return isWritten;
}

export const TokenStrip = memo(function TokenStrip(props: StripProps) {
  const { rollout, token, label, onSelect, shade = null, isSmall = false } = props;
  const id = useId();
  const isWritten = useIsWritten();
  const vocabulary = useVocabulary();
  const onKeyDown = (event: KeyboardEvent) => {
    const next = tokenForKey(event.key, event.shiftKey, token ?? 0, rollout);
    if (next === null) return;
    event.preventDefault();
    onSelect?.(next);
  };
  return (
    <div
      className={[
        'strip',
        isWritten && 'strip-written',
        isSmall && 'strip-small',
        shade !== null && 'strip-shaded',
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
      {tokenLines(rollout, vocabulary).map((line) => (
        <div key={line[0]?.tokens[0]?.index} className="strip-line" role="presentation">
          {line.map((run) => (
            <Run
              key={run.tokens[0]?.index}
              run={run}
              rollout={rollout}
              token={token}
              id={id}
              onSelect={onSelect}
              shade={shade}
            />
          ))}
        </div>
      ))}
    </div>
  );
});
