// Groups: their order, and advantages that balance.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupAdvantages } from '../../rl/advantage.ts';
import { makeRollout } from '../events.fixture.ts';
import { ordered, summarize, whatItTeaches } from './group.ts';

const groupOf = (...rewards: number[]) => {
  const options = { divideByStd: true, ddof: 1, epsilon: 1e-6 } as const;
  const advantages = groupAdvantages(
    rewards,
    rewards.map(() => 0),
    options,
  );
  return rewards.map((reward, i) => makeRollout([1], { reward, advantage: advantages[i] ?? 0 }));
};

test('sorted by reward, right solutions come first, in the order of the draws', () => {
  expect(ordered(groupOf(0, 1, 0, 1), 'by reward')).toEqual([1, 3, 0, 2]);
  expect(ordered(groupOf(0, 1, 0, 1), 'as drawn')).toEqual([0, 1, 2, 3]);
});

test('advantages above and below zero balance, whatever the rewards', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 2 }), (rewards) => {
      const { above, below, mean, right } = summarize(groupOf(...rewards));
      expect(above + below).toBeCloseTo(0, 9);
      expect(mean * rewards.length).toBeCloseTo(right, 9);
    }),
  );
  expect(summarize(groupOf(1, 0)).deviation).toBeCloseTo(Math.SQRT1_2, 9);
});

test('a group of equal rewards is described as teaching nothing', () => {
  const flat = summarize(groupOf(0, 0, 0));
  expect(flat.isFlat).toBe(true);
  expect(whatItTeaches(flat, 'group')).toMatch(/all wrong.*nothing to learn here/);
  expect(whatItTeaches(flat, 'outcome')).toBe('0 of 3 right');
  expect(whatItTeaches(summarize(groupOf(0, 1)), 'group')).toBe('1 of 2 right');
});
