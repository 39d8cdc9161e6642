// One step's update of all that learn: the senior, and in the same way, with the roles swapped, a junior
// that is not frozen. Knows no losses and no evaluation.
import type { MetricValues } from '../metrics/metrics.ts';
import type { Progress } from '../run/progress.ts';
import { partnerOf } from '../tandem/partner.ts';
import type { Rewarded } from './reward.ts';
import {
  type Improvement,
  improve,
  type Judgement,
  newOptimizer,
  type OptimizerState,
  type Trainer,
} from './update.ts';

export interface Optimizers {
  readonly senior: OptimizerState;
  readonly junior: OptimizerState;
}

export const newOptimizers = ({ updates, juniorUpdates }: Progress): Optimizers => ({
  senior: newOptimizer(updates),
  junior: newOptimizer(juniorUpdates),
});

export interface PairImprovement {
  /** The senior's. */
  readonly metrics: MetricValues;
  readonly optimizers: Optimizers;
  readonly warnings: readonly string[];
}

/** @param lesson what the senior's loss is told; the junior's has the same advantages and its own authors */
export async function improvePair(
  trainer: Trainer,
  rewarded: readonly Rewarded[],
  lesson: Judgement & { readonly step: number },
  { senior, junior }: Optimizers,
): Promise<PairImprovement> {
  const first = await improve(trainer, rewarded, lesson, senior);
  const own = trainer.config.juniorLearns ? juniorsPart(trainer, rewarded, lesson) : null;
  const second = own && (await improve(asSenior(trainer), own.rollouts, own.judgement, junior));
  return {
    metrics: first.metrics,
    optimizers: { senior: first.optimizer, junior: second?.optimizer ?? junior },
    warnings: [...warningOf('', first), ...warningOf('junior: ', second)],
  };
}

function warningOf(prefix: string, improvement: Improvement | null): string[] {
  const warning = improvement?.warning ?? null;
  return warning === null ? [] : [`${prefix}${warning}`];
}

/** The junior in the senior's place; penalty and weight of the partner's tokens are the senior's alone. */
function asSenior({ engine, pair, config }: Trainer): Trainer {
  return {
    engine,
    pair: { ...pair, senior: pair.junior, junior: pair.senior },
    config: { ...config, kl: 'none', juniorWeight: 0 },
  };
}

/** What it wrote, as if it were the senior; null where a second junior wrote every group. */
function juniorsPart(
  { config }: Trainer,
  rewarded: readonly Rewarded[],
  { step, advantages }: Pick<Judgement, 'advantages'> & { readonly step: number },
): { readonly rollouts: readonly Rewarded[]; readonly judgement: Judgement } | null {
  const own = rewarded
    .map((rollout, i) => ({ rollout: swapped(rollout), advantage: advantages[i] ?? 0 }))
    .filter(({ rollout }) => partnerOf(config, step, rollout.group) === 'junior');
  if (own.length === 0) return null;
  const rollouts = own.map(({ rollout }) => rollout);
  return {
    rollouts,
    judgement: {
      advantages: own.map(({ advantage }) => advantage),
      authors: rollouts.map(({ authors }) => authors),
    },
  };
}

function swapped(rollout: Rewarded): Rewarded {
  const { senior, junior, authors } = rollout;
  return {
    ...rollout,
    senior: junior,
    junior: senior,
    authors: authors.map((author) => 1 - author),
  };
}
