// What tokens can be coloured by besides their author: a value per token, its text and the value drawn in full.
import type { Reading } from '../../lab/reading.ts';
import type { RewardedRollout } from '../../run/events.ts';
import { formatProbability, formatSigned, formatValue } from '../parts/format.ts';

export interface TokenColor {
  readonly title: string;
  /** What pale and full mean. */
  readonly ends: readonly [string, string];
  /** Value that is drawn in full; larger ones look the same. */
  readonly full: number;
  /** Has two sides of zero. */
  readonly isSigned: boolean;
  /** Asks both models to read the solution again. */
  readonly needsReading: boolean;
  /** Of the token at t; null where it is not known yet. */
  readonly value: (rollout: RewardedRollout, t: number, reading: Reading | null) => number | null;
  readonly says: (value: number) => string;
}

const SENIOR_OR_JUNIOR = {
  ends: ['0 %', '100 %'],
  full: 1,
  isSigned: false,
  needsReading: false,
  says: (value: number) => formatProbability(Math.log(value)),
} as const;

const NATS = {
  isSigned: false,
  says: (value: number) => `${formatValue('nats', value)} nats`,
} as const;

/** The 8 of a group with one right solution have at most this. */
const FULL_ADVANTAGE = 2.5;

export const TOKEN_COLORS = {
  senior: {
    title: 'senior’s probability',
    ...SENIOR_OR_JUNIOR,
    value: ({ senior }, t) => Math.exp(senior.logprobs[t] ?? 0),
  },
  junior: {
    title: 'junior’s probability (legibility)',
    ...SENIOR_OR_JUNIOR,
    value: ({ junior }, t) => Math.exp(junior.logprobs[t] ?? 0),
  },
  kl: {
    title: 'KL, senior from junior',
    ends: ['agree', '2 nats or more'],
    full: 2,
    needsReading: true,
    ...NATS,
    value: (_, t, reading) => reading?.kl[t] ?? null,
  },
  advantage: {
    title: 'advantage',
    ends: ['less likely', 'likelier'],
    full: FULL_ADVANTAGE,
    isSigned: true,
    needsReading: false,
    // The junior's tokens carry no loss.
    value: ({ advantage, authors }, t) => (authors[t] === 1 ? advantage : 0),
    says: formatSigned,
  },
  entropy: {
    title: 'senior’s entropy',
    ends: ['certain', '2 nats or more'],
    full: 2,
    needsReading: false,
    ...NATS,
    value: ({ senior }, t) => senior.entropies[t] ?? 0,
  },
} as const satisfies Record<string, TokenColor>;

export type TokenColorName = keyof typeof TOKEN_COLORS;
export const TOKEN_COLOR_NAMES = Object.keys(TOKEN_COLORS).filter((name): name is TokenColorName =>
  Object.hasOwn(TOKEN_COLORS, name),
);

/** From 0 to 1, of a signed one from -1. */
export const share = ({ full }: TokenColor, value: number): number =>
  Math.min(1, Math.max(-1, value / full));

/** What a token's bar shows where nothing else is chosen: the probability its author gave it. */
export function authorProbability(rollout: RewardedRollout, t: number): number {
  const logprobs = rollout.authors[t] === 1 ? rollout.senior.logprobs : rollout.junior.logprobs;
  return Math.exp(logprobs[t] ?? 0);
}
