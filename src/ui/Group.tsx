// All solutions of the problem on screen: reward, advantage, text. Choosing one shows it above.
import { useMemo } from 'react';
import { formatSigned } from '../app/format.ts';
import { type TokenLine, tokenLines } from '../app/tokens.ts';
import type { RewardedRollout } from '../run/events.ts';
import { Hint } from './Hint.tsx';
import { useApp } from './useApp.ts';
import { useShown, useVocabulary } from './useShown.ts';
import { Mark } from './Verdict.tsx';

const ADVANTAGE =
  'How much better a solution did than its group: the senior’s tokens become likelier in solutions right of the line and less likely in those left of it.';

/** A bar from the middle: right for better than the group, left for worse. */
function AdvantageBar({ advantage, largest }: { advantage: number; largest: number }) {
  const share = largest === 0 ? 0 : advantage / largest;
  return (
    <span className="advantage" aria-hidden="true">
      <span
        className={share < 0 ? 'advantage-bar mark-wrong' : 'advantage-bar mark-right'}
        style={{ transform: `scaleX(${share})` }}
      />
    </span>
  );
}

function ShortText({ lines }: { readonly lines: readonly TokenLine[] }) {
  return (
    <span className="short">
      {lines.map((line, i) => (
        <span key={line[0]?.tokens[0]?.index}>
          {i > 0 && <span className="token-return"> ↵</span>}
          {line.map((run) => {
            const text = run.tokens.map((piece) => piece.gap + piece.text).join('');
            return (
              <span key={run.tokens[0]?.index} className={`short-${run.author}`}>
                {text}
              </span>
            );
          })}
        </span>
      ))}
    </span>
  );
}

interface RowProps {
  readonly rollout: RewardedRollout;
  readonly index: number;
  readonly isShown: boolean;
  readonly largest: number;
}

function Row({ rollout, index, isShown, largest }: RowProps) {
  const vocabulary = useVocabulary();
  const selectRollout = useApp((app) => app.selectRollout);
  const lines = useMemo(() => tokenLines(rollout, vocabulary), [rollout, vocabulary]);
  return (
    <li>
      <button
        type="button"
        className="group-row"
        aria-current={isShown}
        onClick={() => selectRollout(index)}
      >
        <span className="group-number">{index + 1}</span>
        <Mark reward={rollout.reward} />
        <AdvantageBar advantage={rollout.advantage} largest={largest} />
        <span className="group-advantage">{formatSigned(rollout.advantage)}</span>
        <ShortText lines={lines} />
      </button>
    </li>
  );
}

export function Group() {
  const found = useShown();
  const advantage = useApp((app) => app.runConfig?.advantage);
  if (found === null) return null;
  const { rollouts, index } = found;
  const largest = Math.max(...rollouts.map((rollout) => Math.abs(rollout.advantage)));
  const right = rollouts.filter((rollout) => rollout.reward > 0).length;
  const isFlat = advantage === 'group' && (right === 0 || right === rollouts.length);
  return (
    <section className="group" aria-labelledby="group-title">
      <div className="section-head">
        <h2 id="group-title">
          The group <Hint about="an advantage" text={ADVANTAGE} />
        </h2>
        <span className="aside">
          {isFlat
            ? 'all the same reward: nothing to learn here'
            : `${right} of ${rollouts.length} right`}
        </span>
      </div>
      <ol className="group-list">
        {rollouts.map((rollout, i) => (
          <Row
            // biome-ignore lint/suspicious/noArrayIndexKey: rollouts of a step never change places.
            key={i}
            rollout={rollout}
            index={i}
            isShown={i === index}
            largest={largest}
          />
        ))}
      </ol>
    </section>
  );
}
