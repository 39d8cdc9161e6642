// What a batch of rollouts says of itself; definitions are in the metrics table.
import type { MetricValues } from '../metrics/metrics.ts';
import type { Task } from '../tasks/parts/task.ts';
import { byGroup } from './groups.ts';
import type { Rewarded } from './reward.ts';

export function measure(task: Task, rollouts: readonly Rewarded[]): MetricValues {
  const mean = (value: (rollout: Rewarded) => number, of = rollouts) =>
    of.reduce((sum, rollout) => sum + value(rollout), 0) / of.length;
  const finished = rollouts.filter((rollout) => rollout.finish === 'eos');
  const tokens = rollouts.reduce((sum, { tokens }) => sum + tokens.length, 0);
  const senior = rollouts.reduce((sum, { authors }) => sum + count(authors), 0);
  return {
    'reward/mean': mean(({ reward }) => reward),
    'reward/zero_std_groups': withoutVariance(rollouts),
    'tandem/senior_token_frac': senior / tokens,
    'tandem/switches_per_seq': mean(({ authors }) => switches(authors)),
    'tandem/empty_senior_frac': mean(({ authors }) => (count(authors) === 0 ? 1 : 0)),
    ...(finished.length > 0 && {
      'tandem/eos_by_senior_frac': mean(
        ({ authors }) => authors[authors.length - 1] ?? 0,
        finished,
      ),
    }),
    ...(senior > 0 && { 'batch/entropy': seniorEntropy(rollouts) / senior }),
    'batch/length': tokens / rollouts.length,
    'batch/truncated': mean(({ finish }) => (finish === 'length' ? 1 : 0)),
    'style/batch_jargon': mean(({ text }) => (task.hasJargon(text) ? 1 : 0)),
  };
}

const count = (bits: Uint8Array) => bits.reduce((sum, bit) => sum + bit, 0);

function switches(authors: Uint8Array): number {
  return authors.reduce((sum, bit, t) => sum + (t > 0 && bit !== authors[t - 1] ? 1 : 0), 0);
}

/** Sum over senior tokens of the senior's entropy. */
function seniorEntropy(rollouts: readonly Rewarded[]): number {
  const one = ({ authors, senior }: Rewarded) =>
    senior.entropies.reduce((sum, entropy, t) => sum + entropy * (authors[t] ?? 0), 0);
  return rollouts.reduce((sum, rollout) => sum + one(rollout), 0);
}

function withoutVariance(rollouts: readonly Rewarded[]): number {
  const groups = byGroup(rollouts, ({ group }) => group);
  const flat = groups.filter((members) => new Set(members.map(({ reward }) => reward)).size === 1);
  return flat.length / groups.length;
}
