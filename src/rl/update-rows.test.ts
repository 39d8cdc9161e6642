// A rollout without an advantage or without authors never reaches the loss.
import { expect, test } from 'vitest';
import { makeSide } from '../../test/fixtures/rollout-side.ts';
import { policyLoss } from './loss/loss.ts';
import { CLIP } from './loss/loss-cases.fixture.ts';
import type { Rewarded } from './reward.ts';
import { updateRows } from './update-rows.ts';

const rollout: Rewarded = {
  tokens: Int32Array.of(5, 2),
  authors: Uint8Array.of(1, 0),
  redraws: Uint8Array.of(1, 0),
  senior: makeSide(2),
  junior: makeSide(2),
  finish: 'eos',
  group: 0,
  text: ' 8',
  reward: 1,
};
const two = [rollout, { ...rollout, reward: 0 }];
const authors = two.map((row) => row.authors);

test('each rollout has its own advantage and authors', () => {
  const other = Uint8Array.of(0, 1);
  const rows = updateRows(two, [0.5, -0.5], [rollout.authors, other]);
  expect(rows.map((row) => row.rollout.advantage)).toEqual([0.5, -0.5]);
  expect(rows.map((row) => row.lossAuthors)).toEqual([rollout.authors, other]);
});

test('a missing advantage stops the update, as missing authors do', () => {
  expect(() => updateRows(two, [0.5], authors)).toThrow('1 advantages for 2 rollouts');
  expect(() => updateRows(two, [0.5, -0.5], authors.slice(1))).toThrow('1 lossAuthors for 2');
  const holey: number[] = [0.5];
  holey[2] = 1;
  expect(() => updateRows([...two, rollout], holey, [...authors, rollout.authors])).toThrow(
    'index 1',
  );
});

test('a missing advantage stops the loss, also of a rollout that has no token of the senior', () => {
  const row = {
    advantage: Number.NaN,
    authors: [0, 0],
    newLogprobs: [-1, -1],
    oldLogprobs: [-1, -1],
    referenceLogprobs: null,
  };
  expect(() => policyLoss([row], CLIP)).toThrow('advantages, rollout 0: NaN');
});
