// What tokens can be coloured by beside their author: a share from 0 to 1 for each token, and what the
// ends mean. Pure; knows no colour.
import type { RewardedRollout } from '../run/events.ts';

export interface Shade {
  readonly title: string;
  /** What pale and full mean. */
  readonly ends: readonly [string, string];
  /** Of the token at t, 0 to 1. */
  readonly share: (rollout: RewardedRollout, t: number) => number;
}

/** Nats that are drawn in full: a probability of 1 in 150. */
const FULL = 5;
const clip = (value: number) => Math.min(1, Math.max(0, value));

export const SHADES = {
  senior: {
    title: 'senior’s probability',
    ends: ['0 %', '100 %'],
    share: ({ seniorLogprobs }, t) => Math.exp(seniorLogprobs[t] ?? 0),
  },
  junior: {
    title: 'junior’s probability',
    ends: ['0 %', '100 %'],
    share: ({ juniorLogprobs }, t) => Math.exp(juniorLogprobs[t] ?? 0),
  },
  surprise: {
    title: 'junior’s surprise',
    ends: ['none', `${FULL} nats or more`],
    share: ({ juniorLogprobs }, t) => clip(-(juniorLogprobs[t] ?? 0) / FULL),
  },
  apart: {
    title: 'models apart (log-ratio)',
    ends: ['agree', `${FULL} nats or more`],
    share: ({ seniorLogprobs, juniorLogprobs }, t) =>
      clip(Math.abs((seniorLogprobs[t] ?? 0) - (juniorLogprobs[t] ?? 0)) / FULL),
  },
  entropy: {
    title: 'senior’s entropy',
    ends: ['certain', '2 nats or more'],
    share: ({ seniorEntropies }, t) => clip((seniorEntropies[t] ?? 0) / 2),
  },
} as const satisfies Record<string, Shade>;

export type ShadeName = keyof typeof SHADES;
export const SHADE_NAMES = Object.keys(SHADES).filter((name): name is ShadeName =>
  Object.hasOwn(SHADES, name),
);
