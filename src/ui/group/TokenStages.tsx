// The two stages that show tokens: loss per token, and new probabilities.
import { type ReactNode, useMemo, useState } from 'react';
import {
  changeColor,
  howNear,
  meanProbability,
  probability,
  pushColor,
} from '../../app/lab/update-stages.ts';
import type { UpdateView } from '../../app/lab/update-view.ts';
import { formatProbability, formatValue } from '../../app/parts/format.ts';
import type { Shown } from '../../app/solution/selection.ts';
import { surface, visible } from '../../app/solution/tokens.ts';
import { useApp } from '../parts/useApp.ts';
import { TokenStrip } from '../strip/TokenStrip.tsx';
import { useShownConfig, useVocabulary } from '../strip/useShown.ts';
import { Computing } from './Computing.tsx';

interface TokenStagesProps {
  readonly found: Shown;
  readonly view: UpdateView | null;
}

export function LossPerToken({ found, view }: TokenStagesProps) {
  const config = useShownConfig();
  const { rollout, index } = found;
  const [token, setToken] = useState(found.token);
  const update = view?.update ?? null;
  const look = useMemo(
    () =>
      update === null ? null : { colour: pushColor(update, index), hasBars: true, reading: null },
    [update, index],
  );
  if (update === null || look === null || config === null) return <Computing />;
  const updates = config.minibatches * config.epochs;
  return (
    <>
      <p>
        Loss of this group: {formatValue('nats', update.loss)}. Every token of the senior in rollout{' '}
        {index + 1} is pushed by its advantage over what the whole step counts (
        {Math.round(update.totals.weightedTokens)} tokens with loss in {update.totals.sequences}{' '}
        rollouts): filled bars up, hollow ones down. The junior’s tokens carry none.
      </p>
      <TokenStrip
        rollout={rollout}
        token={Math.min(token, rollout.tokens.length - 1)}
        onSelect={setToken}
        look={look}
        label="Tokens and how the loss pushes them"
        isSmall
      />
      <Token {...found} token={Math.min(token, rollout.tokens.length - 1)}>
        push <b>{look.colour.says(look.colour.value(rollout, token, null) ?? 0)}</b>
      </Token>
      {updates > 1 && (
        <p className="aside">
          The step makes {updates} updates; this is the first, when old and new probabilities are
          still the same.
        </p>
      )}
    </>
  );
}

function Token({
  rollout,
  token,
  children,
}: Pick<Shown, 'rollout' | 'token'> & { readonly children: ReactNode }) {
  const vocabulary = useVocabulary();
  return (
    <p className="slow-token">
      <span className="mono">{visible(surface(vocabulary, rollout.tokens[token]))}</span>:{' '}
      {children}
    </p>
  );
}

export function NewProbabilities({ found, view }: TokenStagesProps) {
  const { rollout, index, step } = found;
  const [token, setToken] = useState(found.token);
  const update = view?.update ?? null;
  const before = view?.before ?? null;
  const after = view?.after ?? null;
  const look = useMemo(
    () =>
      before === null || after === null
        ? null
        : { colour: changeColor(before, after, index), hasBars: true, reading: null },
    [before, after, index],
  );
  const hasAfter = useApp((app) => app.seniors.some((senior) => senior.step >= step));
  if (update === null || before === null) return <Computing />;
  if (!hasAfter) return <p>{howNear(step, before.step, null)}</p>;
  if (after === null || look === null) return <Computing />;
  const t = Math.min(token, rollout.tokens.length - 1);
  const rows = [true, false].map((isRight) => ({
    name: isRight ? 'right' : 'wrong',
    means: [before, after].map((logprobs) =>
      meanProbability(logprobs, update, found.rollouts, isRight),
    ),
  }));
  return (
    <>
      <p>
        {howNear(step, before.step, after.step)} A filled bar: likelier than before; a hollow one:
        less likely; at full height by {(100 * look.colour.full).toFixed(1)} points.
      </p>
      <TokenStrip
        rollout={rollout}
        token={t}
        onSelect={setToken}
        look={look}
        label="Tokens and what became of their probabilities"
        isSmall
      />
      <Token {...found} token={t}>
        {formatProbability(Math.log(probability(before, index, t)))} →{' '}
        <b>{formatProbability(Math.log(probability(after, index, t)))}</b>
      </Token>
      <table className="slow-means">
        <caption>The senior’s mean probability of its own tokens</caption>
        <thead>
          <tr>
            <th scope="col">rollouts</th>
            <th scope="col">after step {before.step}</th>
            <th scope="col">after step {after.step}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, means }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {means.map((mean, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: before and after, in this order.
                <td key={i}>{mean === null ? 'none' : formatProbability(Math.log(mean))}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
