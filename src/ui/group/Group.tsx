// The solutions of the problem on screen, with rewards and advantages.
import { lazy, Suspense, useMemo, useState } from 'react';
import { formatSigned } from '../../app/parts/format.ts';
import {
  type GroupSummary,
  ORDERS,
  type Order,
  ordered,
  summarize,
  whatItTeaches,
  whyTheSum,
} from '../../app/solution/group.ts';
import { type TokenLine, tokenLines } from '../../app/solution/tokens.ts';
import type { RewardedRollout } from '../../run/events.ts';
import { Hint } from '../parts/Hint.tsx';
import { useApp } from '../parts/useApp.ts';
import { useShown, useShownConfig, useVocabulary } from '../strip/useShown.ts';
import { Mark } from '../strip/Verdict.tsx';
import { AdvantageBar } from './AdvantageBar.tsx';

/** Loaded when it is opened. */
const UpdateStages = lazy(() =>
  import('./UpdateStages.tsx').then((loaded) => ({ default: loaded.UpdateStages })),
);

const ADVANTAGE =
  'How much better a solution did than its group: the senior’s tokens become likelier in solutions right of the line and less likely in those left of it.';

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

function GroupRow({ rollout, index, isShown, largest }: RowProps) {
  const vocabulary = useVocabulary();
  const selectRollout = useApp((app) => app.selectRollout);
  const lines = useMemo(() => tokenLines(rollout, vocabulary), [rollout, vocabulary]);
  const { advantage } = rollout;
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
        <AdvantageBar
          above={Math.max(0, advantage)}
          below={Math.min(0, advantage)}
          largest={largest}
        />
        <span className="group-advantage">{formatSigned(advantage)}</span>
        <ShortText lines={lines} />
      </button>
    </li>
  );
}

/** Sums of the advantages above and below zero. */
function Sum({ summary }: { readonly summary: GroupSummary }) {
  const { above, below } = summary;
  const advantage = useShownConfig()?.advantage ?? 'group';
  return (
    <p className="group-row group-sum">
      <span className="group-number">Σ</span>
      <span />
      <AdvantageBar above={above} below={below} largest={Math.max(above, -below)} />
      <span className="group-advantage">{formatSigned(above + below)}</span>
      <span className="aside">
        {formatSigned(above)} and {formatSigned(below)}: {whyTheSum(advantage)}
      </span>
    </p>
  );
}

function OrderSelect({
  order,
  onChange,
}: {
  readonly order: Order;
  readonly onChange: (order: Order) => void;
}) {
  return (
    <select
      className="select group-order"
      aria-label="Order of the solutions"
      value={order}
      onChange={({ target: { value } }) =>
        onChange(ORDERS.find((each) => each === value) ?? 'as drawn')
      }
    >
      {ORDERS.map((each) => (
        <option key={each}>{each}</option>
      ))}
    </select>
  );
}

export function Group() {
  const found = useShown();
  const advantage = useShownConfig()?.advantage ?? 'group';
  const [order, setOrder] = useState<Order>('as drawn');
  const [isSlow, setSlow] = useState(false);
  if (found === null) return null;
  const { rollouts, index } = found;
  const largest = Math.max(...rollouts.map((rollout) => Math.abs(rollout.advantage)));
  const summary = summarize(rollouts);
  return (
    <section className="group" aria-labelledby="group-title">
      <div className="section-head">
        <h2 id="group-title">
          The group <Hint about="an advantage" text={ADVANTAGE} />
        </h2>
        <span className="aside">{whatItTeaches(summary, advantage)}</span>
      </div>
      <ol className="group-list">
        {ordered(rollouts, order).map((i) => {
          const rollout = rollouts[i];
          return (
            rollout !== undefined && (
              <GroupRow
                key={i}
                rollout={rollout}
                index={i}
                isShown={i === index}
                largest={largest}
              />
            )
          );
        })}
      </ol>
      <Sum summary={summary} />
      <div className="group-foot">
        <OrderSelect order={order} onChange={setOrder} />
        <button
          type="button"
          className="button button-small"
          aria-expanded={isSlow}
          onClick={() => setSlow(!isSlow)}
        >
          This step in slow motion
        </button>
      </div>
      {isSlow && (
        <Suspense fallback={<p className="aside">Loading …</p>}>
          <UpdateStages />
        </Suspense>
      )}
    </section>
  );
}
