// The function of each metric of a batch of rollouts, in the order in which events list them.
import type { MetricName, MetricOf, MetricValues } from '../metrics/metrics.ts';
import type { Task } from '../tasks/parts/task.ts';
import { average, deviation } from './advantage.ts';
import { byGroup } from './groups.ts';
import type { Rewarded } from './reward.ts';

interface Batch {
  readonly task: Task;
  readonly rollouts: readonly Rewarded[];
  /** Prompt and solution tokens of the run, those of this batch included. */
  readonly tokensSeen: number;
}

/** Null where there is nothing to divide by. */
type BatchMeasure = (batch: Batch) => number | null;

const MEASURES: Readonly<Record<MetricOf<'batch'>, BatchMeasure>> = {
  'reward/mean': ({ rollouts }) => mean(rollouts, ({ reward }) => reward),
  'reward/std': ({ rollouts }) => standardDeviation(rollouts.map(({ reward }) => reward)),
  'reward/zero_std_groups': ({ rollouts }) => withoutVariance(rollouts),
  'tandem/senior_token_frac': ({ rollouts }) => seniorTokens(rollouts) / tokens(rollouts),
  'tandem/switches_per_seq': ({ rollouts }) => mean(rollouts, ({ authors }) => handoffs(authors)),
  'tandem/empty_senior_frac': ({ rollouts }) =>
    share(rollouts, ({ authors }) => count(authors) === 0),
  'tandem/eos_by_senior_frac': ({ rollouts }) => {
    const finished = rollouts.filter(({ finish }) => finish === 'eos');
    return finished.length === 0 ? null : share(finished, ({ authors }) => authors.at(-1) === 1);
  },
  'batch/entropy': ({ rollouts }) => {
    const senior = seniorTokens(rollouts);
    return senior === 0 ? null : seniorEntropy(rollouts) / senior;
  },
  'batch/length': ({ rollouts }) => tokens(rollouts) / rollouts.length,
  'batch/length_min': ({ rollouts }) => Math.min(...lengths(rollouts)),
  'batch/length_max': ({ rollouts }) => Math.max(...lengths(rollouts)),
  'batch/tokens_seen': ({ tokensSeen }) => tokensSeen,
  'batch/truncated': ({ rollouts }) => share(rollouts, ({ finish }) => finish === 'length'),
  'style/batch_jargon': ({ task, rollouts }) => share(rollouts, ({ text }) => task.hasJargon(text)),
};

export const measure = (batch: Batch): MetricValues => metricValues(MEASURES, batch);

/** What each function gives, in the order of the table; null is left out. */
export function metricValues<Name extends MetricName, Source>(
  measures: Readonly<Record<Name, (source: Source) => number | null>>,
  source: Source,
): MetricValues {
  const isMeasured = (name: string): name is Name => Object.hasOwn(measures, name);
  const values: { [K in MetricName]?: number } = {};
  for (const name of Object.keys(measures).filter(isMeasured)) {
    const value = measures[name](source);
    if (value !== null) values[name] = value;
  }
  return values;
}

type Rollouts = readonly Rewarded[];

const mean = (rollouts: Rollouts, value: (rollout: Rewarded) => number) =>
  rollouts.reduce((sum, rollout) => sum + value(rollout), 0) / rollouts.length;
const share = (rollouts: Rollouts, holds: (rollout: Rewarded) => boolean) =>
  mean(rollouts, (rollout) => (holds(rollout) ? 1 : 0));

const tokens = (rollouts: Rollouts) => rollouts.reduce((sum, { tokens }) => sum + tokens.length, 0);
const seniorTokens = (rollouts: Rollouts) =>
  rollouts.reduce((sum, { authors }) => sum + count(authors), 0);

/** Of a sample (n - 1), as TRL's; 0 of a single value. */
function standardDeviation(list: readonly number[]): number {
  return list.length < 2 ? 0 : deviation(list, average(list), 1);
}

/** Prompt and solution tokens of the rollouts. */
export const tokensOf = (rollouts: Rollouts): number =>
  rollouts.reduce((sum, { senior, tokens }) => sum + senior.prompt.length + tokens.length, 0);

const lengths = (rollouts: Rollouts) => rollouts.map(({ tokens }) => tokens.length);

const count = (bits: Uint8Array) => bits.reduce((sum, bit) => sum + bit, 0);

function handoffs(authors: Uint8Array): number {
  return authors.reduce((sum, bit, t) => sum + (t > 0 && bit !== authors[t - 1] ? 1 : 0), 0);
}

/** Sum over senior tokens of the senior's entropy. */
function seniorEntropy(rollouts: Rollouts): number {
  const one = ({ authors, senior }: Rewarded) =>
    senior.entropies.reduce((sum, entropy, t) => sum + entropy * (authors[t] ?? 0), 0);
  return rollouts.reduce((sum, rollout) => sum + one(rollout), 0);
}

function withoutVariance(rollouts: Rollouts): number {
  const groups = byGroup(rollouts, ({ group }) => group);
  const flat = groups.filter((members) => new Set(members.map(({ reward }) => reward)).size === 1);
  return flat.length / groups.length;
}
