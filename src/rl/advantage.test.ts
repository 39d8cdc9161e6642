// Advantages: every published convention, group ids instead of positions, and the edge groups.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import golden from '../../test/fixtures/golden/policy-loss.json' with { type: 'json' };
import { at } from '../at.ts';
import {
  advantage,
  groupAdvantages,
  opoAdvantages,
  outcomeAdvantages,
  rlooAdvantages,
} from './advantage.ts';
import { verifyAdvantages } from './verify-losses.ts';

const VERL = { divideByStd: true, ddof: 1, epsilon: 1e-6 } as const;
const CENTRED = { ...VERL, divideByStd: false };

test('gives the numbers of verl, TRL, OpenRLHF and open-instruct', () => {
  const checks = verifyAdvantages(golden);
  expect(checks).toHaveLength(7);
  for (const check of checks) {
    expect(check, check.case).toMatchObject({ known: true, ok: true });
    expect(check.error, check.case).toBeLessThan(1e-14);
  }
});

test('one right answer of eight under each constant', () => {
  const rewards = [1, 0, 0, 0, 0, 0, 0, 0];
  const groups = rewards.map(() => 3);
  const first = (ddof: 0 | 1, epsilon: number) =>
    groupAdvantages(rewards, groups, { divideByStd: true, ddof, epsilon })[0];
  expect(first(1, 1e-4)).toBeCloseTo(2.4742, 4);
  expect(first(1, 1e-6)).toBeCloseTo(2.47487, 5);
  expect(first(0, 1e-8)).toBeCloseTo(2.64575, 5);
  expect(first(0, 1e-4)).toBeCloseTo(2.64495, 5);
});

test('RLOO leaves the own reward out of its baseline', () => {
  const advantages = rlooAdvantages([6, 3, 9, 12, 1], [0, 0, 1, 1, 2]);
  expect(advantages).toEqual([3, -3, -3, 3, 1]);
});

test('without the division the group mean is subtracted', () => {
  expect(groupAdvantages([6, 3, 9, 12], [0, 0, 1, 1], CENTRED)).toEqual([1.5, -1.5, -1.5, 1.5]);
});

test('a group of one keeps its reward, for it has nothing to compare with', () => {
  expect(groupAdvantages([1, 5], [0, 1], CENTRED)).toEqual([1, 5]);
  expect(groupAdvantages([1], [0], VERL)[0]).toBeCloseTo(1, 5);
  expect(rlooAdvantages([0.5], [0])).toEqual([0.5]);
  expect(opoAdvantages([0.5], [0], [3])).toEqual([0.5]);
});

test('a group of equal rewards gets exactly 0, whatever the rounding of its mean', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -9, max: 9, noNaN: true }),
      fc.integer({ min: 2, max: 9 }),
      (r, n) => {
        const rewards = Array<number>(n).fill(r);
        const groups = Array<number>(n).fill(0);
        const lengths = rewards.map((_, i) => i + 1);
        for (const values of [
          groupAdvantages(rewards, groups, VERL),
          groupAdvantages(rewards, groups, { ...VERL, epsilon: 0 }),
          groupAdvantages(rewards, groups, CENTRED),
          rlooAdvantages(rewards, groups),
          opoAdvantages(rewards, groups, lengths),
        ])
          expect(values).toEqual(Array<number>(n).fill(0));
      },
    ),
  );
});

test('a permuted batch has permuted advantages', () => {
  const row = fc.record({
    reward: fc.integer({ min: 0, max: 4 }),
    group: fc.nat(3),
    key: fc.nat(),
  });
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), (rows) => {
      const ordered = rows
        .map((_, i) => i)
        .sort((a, b) => at(rows, a).key - at(rows, b).key || a - b);
      for (const convention of [VERL, CENTRED]) {
        const straight = groupAdvantages(
          rows.map(({ reward }) => reward),
          rows.map(({ group }) => group),
          convention,
        );
        const permuted = groupAdvantages(
          ordered.map((i) => at(rows, i).reward),
          ordered.map((i) => at(rows, i).group),
          convention,
        );
        ordered.forEach((i, k) => {
          expect(permuted[k]).toBeCloseTo(at(straight, i), 10);
        });
      }
    }),
  );
});

test('advantages of a group of several sum to 0', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 2 }), (rewards) => {
      const groups = rewards.map(() => 0);
      for (const values of [
        groupAdvantages(rewards, groups, VERL),
        rlooAdvantages(rewards, groups),
      ])
        expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 9);
    }),
  );
});

test('outcome advantages are 1 or the failure weight', () => {
  expect(outcomeAdvantages([1, 0, 1], -0.3)).toEqual([1, -0.3, 1]);
  expect(() => outcomeAdvantages([1, 0.5], 0)).toThrow('reward of rollout 1 is 0.5');
  expect(() => outcomeAdvantages([1], Number.NaN)).toThrow('failureWeight is NaN');
});

test('the settings choose between group, outcome and no advantages', () => {
  const rewarded = [
    { group: 0, reward: 1 },
    { group: 1, reward: 0 },
    { group: 0, reward: 0 },
    { group: 1, reward: 0 },
  ];
  const settings = { advantage: 'group', divideByStd: false, failureWeight: -0.5 } as const;
  expect(advantage(rewarded, settings)).toEqual([0.5, 0, -0.5, 0]);
  const divided = advantage(rewarded, { ...settings, divideByStd: true });
  expect(divided[0]).toBeCloseTo(0.5 / (Math.SQRT1_2 + 1e-6), 12);
  expect(advantage(rewarded, { ...settings, advantage: 'outcome' })).toEqual([1, -0.5, -0.5, -0.5]);
  expect(advantage(rewarded, { ...settings, advantage: 'none' })).toEqual([0, 0, 0, 0]);
});

test('unequal lists, numbers that are none and a group without tokens are named', () => {
  expect(() => groupAdvantages([1, 0], [0], VERL)).toThrow('1 group ids for 2 rewards');
  expect(() => groupAdvantages([1, Number.NaN], [0, 0], VERL)).toThrow('rollout 1 is NaN');
  expect(() => groupAdvantages([1], [0], { ...VERL, epsilon: -1 })).toThrow('epsilon is -1');
  expect(() => opoAdvantages([1, 0], [0, 0], [3])).toThrow('1 lengths for 2 rewards');
  expect(() => opoAdvantages([1, 0], [7, 7], [0, 0])).toThrow('group 7 has 0 response tokens');
});
