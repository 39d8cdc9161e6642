// The stored form of a rollout keeps its names and their order, and gives the rollout back.
import { expect, test } from 'vitest';
import { makeSide } from '../../test/fixtures/rollout-side.ts';
import type { RewardedRollout } from './events.ts';
import { flattened, twoSided } from './flat-rollout.ts';

const top = { ids: Int32Array.of(4, 5), probabilities: Float32Array.of(0.5, 0.25) };
const rollout: RewardedRollout = {
  tokens: Int32Array.of(5, 2),
  authors: Uint8Array.of(1, 0),
  redraws: Uint8Array.of(1, 0),
  senior: makeSide(2, { logprobs: Float32Array.of(-0.1, -2), top }),
  junior: makeSide(2, { prompt: [3], entropies: Float32Array.of(0.3, 0.4), top }),
  finish: 'eos',
  group: 1,
  text: ' 8',
  reward: 1,
  advantage: 0.5,
};

test('names and order are those of the files in public/recorded', () => {
  expect(Object.keys(flattened(rollout))).toEqual([
    'seniorPrompt',
    'juniorPrompt',
    'tokens',
    'authors',
    'redraws',
    'seniorLogprobs',
    'juniorLogprobs',
    'seniorEntropies',
    'juniorEntropies',
    'finish',
    'alternatives',
    'group',
    'text',
    'reward',
    'advantage',
  ]);
});

test('a rollout is the same after writing and reading, with top tokens and without', () => {
  expect(twoSided(flattened(rollout))).toEqual(rollout);
  const { senior, junior } = rollout;
  const without = {
    ...rollout,
    senior: { ...senior, top: null },
    junior: { ...junior, top: null },
  };
  expect(flattened(without).alternatives).toBeNull();
  expect(twoSided(flattened(without))).toEqual(without);
});
