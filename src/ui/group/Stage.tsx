// The content of one stage of an update.

import type { UpdateStage as Name } from '../../app/lab/update-stages.ts';
import type { UpdateView } from '../../app/lab/update-view.ts';
import { formatSigned, formatValue } from '../../app/parts/format.ts';
import { summarize, whyTheSum } from '../../app/solution/group.ts';
import type { Shown } from '../../app/solution/selection.ts';
import { useShownConfig } from '../strip/useShown.ts';
import { Mark } from '../strip/Verdict.tsx';
import { AdvantageBar } from './AdvantageBar.tsx';
import { Computing } from './Computing.tsx';
import { LossPerToken, NewProbabilities } from './TokenStages.tsx';

interface StageProps {
  readonly found: Shown;
  readonly view: UpdateView | null;
}

export function Stage({ name, found, view }: StageProps & { readonly name: Name }) {
  switch (name) {
    case 'Problem':
      return <Problem found={found} />;
    case 'Rollouts':
      return <Rollouts found={found} />;
    case 'Rewards':
      return <Rewards found={found} />;
    case 'Advantages':
      return <Advantages found={found} view={view} />;
    case 'Loss per token':
      return <LossPerToken found={found} view={view} />;
    case 'New probabilities':
      return <NewProbabilities found={found} view={view} />;
  }
}

type Only = Pick<StageProps, 'found'>;

function Problem({ found: { problem, step, rollouts } }: Only) {
  const config = useShownConfig();
  return (
    <>
      <p>
        Step {step} poses {config?.promptsPerStep} problems; this is one of them. The pair writes{' '}
        {rollouts.length} solutions of it.
      </p>
      <p className="prompt">{problem.prompt.trim()}</p>
      <p>
        The answer to find: <b>{problem.answer}</b>
      </p>
    </>
  );
}

function Rollouts({ found: { rollouts } }: Only) {
  const tokens = rollouts.reduce((sum, each) => sum + each.tokens.length, 0);
  const senior = rollouts.reduce((sum, each) => sum + each.authors.reduce((a, b) => a + b, 0), 0);
  return (
    <>
      <p>
        {rollouts.length} rollouts, {tokens} tokens: the senior wrote {senior} of them, the junior{' '}
        {tokens - senior}. Each rollout has coins and draws of its own.
      </p>
      <ol className="slow-texts">
        {rollouts.map((rollout, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rollouts of a step never change places.
          <li key={i}>{rollout.text.trim().replaceAll('\n', ' ↵')}</li>
        ))}
      </ol>
    </>
  );
}

function Rewards({ found: { rollouts, problem } }: Only) {
  const { right, of, mean } = summarize(rollouts);
  return (
    <>
      <p>
        A rollout earns 1 where its last line is the answer {problem.answer}, else 0. {right} of{' '}
        {of} do: the mean reward is {formatValue('nats', mean)}.
      </p>
      <ol className="slow-rewards">
        {rollouts.map((rollout, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rollouts of a step never change places.
          <li key={i}>
            <span className="mono">{rollout.text.trim().split('\n').at(-1)}</span>{' '}
            <Mark reward={rollout.reward} /> <b>{rollout.reward}</b>
          </li>
        ))}
      </ol>
    </>
  );
}

function Advantages({ found: { rollouts }, view }: StageProps) {
  const config = useShownConfig();
  if (config === null || view?.update == null) return <Computing />;
  const { advantages } = view.update;
  const { mean, deviation, isFlat, above, below } = summarize(
    rollouts.map(({ reward }, i) => ({ reward, advantage: advantages[i] ?? 0 })),
  );
  const largest = Math.max(...advantages.map(Math.abs));
  const divided = config.divideByStd && deviation !== null;
  return (
    <>
      <p>
        {config.advantage === 'group' && !isFlat
          ? `Reward less the mean ${formatValue('nats', mean)}${divided ? `, over the standard deviation ${formatValue('nats', deviation)}` : ''}.`
          : isFlat && config.advantage === 'group'
            ? 'All rewards are equal: every advantage is 0, and this group teaches nothing.'
            : 'Advantages by this run’s settings.'}
      </p>
      <ol className="slow-advantages">
        {advantages.map((advantage, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rollouts of a step never change places.
          <li key={i}>
            <span>{i + 1}</span>
            <AdvantageBar
              above={Math.max(0, advantage)}
              below={Math.min(0, advantage)}
              largest={largest}
            />
            <b>{formatSigned(advantage)}</b>
          </li>
        ))}
      </ol>
      <p>
        Sum: {formatSigned(above)} and {formatSigned(below)} are {formatSigned(above + below)};{' '}
        {whyTheSum(config.advantage)}.
      </p>
    </>
  );
}
