// The stages of one update, and the numbers of the last two as token colours.
import type { GroupUpdate } from '../../lab/group-update.ts';
import type { RewardedRollout } from '../../run/events.ts';
import { formatSigned, formatValue } from '../parts/format.ts';
import type { TokenColor } from '../solution/token-colors.ts';
import type { SeniorLogprobs } from './update-view.ts';

export const STAGES = [
  'Problem',
  'Rollouts',
  'Rewards',
  'Advantages',
  'Loss per token',
  'New probabilities',
] as const;
export type UpdateStage = (typeof STAGES)[number];

const largest = (rows: readonly Float64Array[]): number =>
  rows.reduce((most, row) => row.reduce((inner, x) => Math.max(inner, Math.abs(x)), most), 0);

/** How the loss pushes the tokens of one of the group's solutions; above 0 is up. */
export function pushColor({ gradients }: GroupUpdate, index: number): TokenColor {
  return {
    title: 'push',
    ends: ['down', 'up'],
    full: largest(gradients) || 1,
    isSigned: true,
    needsReading: false,
    // Minus zero would read as a push down.
    value: (_, t) => 0 - (gradients[index]?.[t] ?? 0),
    says: (value) => formatValue('nats', value),
  };
}

/** Less than a point of probability is never drawn in full. */
const LEAST_FULL = 0.01;

/** What became of each token's probability between two seniors; the largest change is drawn in full. */
export function changeColor(
  before: SeniorLogprobs,
  after: SeniorLogprobs,
  index: number,
): TokenColor {
  const changes = Array.from(before.logprobs[index] ?? [], (_, t) =>
    Math.abs(probability(after, index, t) - probability(before, index, t)),
  );
  return {
    title: 'change',
    ends: ['less likely', 'likelier'],
    full: Math.max(LEAST_FULL, ...changes),
    isSigned: true,
    needsReading: false,
    value: (_, t) => probability(after, index, t) - probability(before, index, t),
    says: (value) => `${formatSigned(100 * value)} points`,
  };
}

export const probability = ({ logprobs }: SeniorLogprobs, index: number, t: number): number =>
  Math.exp(logprobs[index]?.[t] ?? Number.NaN);

/** Mean probability of the tokens that carry loss, over the solutions with a reward above 0, and the others. */
export function meanProbability(
  senior: SeniorLogprobs,
  { authors }: GroupUpdate,
  rollouts: readonly Pick<RewardedRollout, 'reward'>[],
  isRight: boolean,
): number | null {
  const found = rollouts.flatMap(({ reward }, i) =>
    reward > 0 === isRight
      ? Array.from(authors[i] ?? [], (bit, t) => (bit === 1 ? probability(senior, i, t) : null))
      : [],
  );
  const counted = found.filter((value) => value !== null);
  return counted.length === 0 ? null : counted.reduce((sum, p) => sum + p, 0) / counted.length;
}

/** How near the two seniors are to this very update, in words. */
export function howNear(step: number, before: number, after: number | null): string {
  const exact = before === step - 1;
  if (after === null) {
    return `No senior is stored yet from after step ${step}; one is stored at the next evaluation.`;
  }
  if (exact && after === step) return `The seniors right before and right after step ${step}.`;
  const between = after - before;
  return `Not every senior is stored: these are the nearest, from after step ${before} and after step ${after}, so ${between} updates lie between them, this one among them.`;
}
