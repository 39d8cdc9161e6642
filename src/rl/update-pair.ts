// One step's update of all that learn: the senior, and in the same way, with the roles swapped, a junior
// that is not frozen.
import type { MetricValues } from '../metrics/metrics.ts';
import type { RunProgress } from '../run/progress.ts';
import { partnerOf } from '../tandem/partner.ts';
import {
  newOptimizer,
  type OptimizerState,
  type UpdateResult,
  type UpdateSetup,
  update,
} from './update.ts';
import type { UpdateRow } from './update-rows.ts';

export interface Optimizers {
  readonly senior: OptimizerState;
  readonly junior: OptimizerState;
}

export const newOptimizers = ({ updates, juniorUpdates }: RunProgress): Optimizers => ({
  senior: newOptimizer(updates),
  junior: newOptimizer(juniorUpdates),
});

export interface PairUpdateResult {
  /** The senior's. */
  readonly metrics: MetricValues;
  readonly optimizers: Optimizers;
  readonly warnings: readonly string[];
}

/** @param rows as the senior's loss reads them; the junior's has the same advantages and its own authors */
export async function updatePair(
  setup: UpdateSetup,
  rows: readonly UpdateRow[],
  step: number,
  { senior, junior }: Optimizers,
): Promise<PairUpdateResult> {
  const first = await update(setup, rows, senior);
  const own = setup.config.juniorLearns ? juniorRows(setup, rows, step) : [];
  const second = own.length > 0 ? await update(swapped(setup), own, junior) : null;
  return {
    metrics: first.metrics,
    optimizers: { senior: first.optimizer, junior: second?.optimizer ?? junior },
    warnings: [...warningOf('', first), ...warningOf('junior: ', second)],
  };
}

function warningOf(prefix: string, result: UpdateResult | null): string[] {
  const warning = result?.warning ?? null;
  return warning === null ? [] : [`${prefix}${warning}`];
}

/** The junior in the senior's place; penalty and weight of the partner's tokens are the senior's alone. */
function swapped({ engine, pair, config }: UpdateSetup): UpdateSetup {
  return {
    engine,
    pair: { ...pair, senior: pair.junior, junior: pair.senior },
    config: { ...config, kl: 'none', juniorWeight: 0 },
  };
}

/** The groups that the first junior wrote, as if it were the senior; none where a second one wrote all. */
function juniorRows({ config }: UpdateSetup, rows: readonly UpdateRow[], step: number) {
  return rows
    .filter(({ rollout }) => partnerOf(config, step, rollout.group) === 'junior')
    .map(({ rollout }): UpdateRow => {
      const authors = rollout.authors.map((author) => 1 - author);
      const { senior, junior } = rollout;
      return {
        rollout: { ...rollout, senior: junior, junior: senior, authors },
        lossAuthors: authors,
      };
    });
}
