// Numbers of the article against draws and small groups.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupNote, turnLengths, worth } from './what-if.ts';

const GRPO = { advantage: 'group', divideByStd: true, failureWeight: 0 } as const;

test('turns are as long as the coin lets them be', () => {
  expect(turnLengths(0.5)).toEqual({ senior: 2, junior: 2 });
  expect(turnLengths(0.75)).toEqual({ senior: 4, junior: 4 / 3 });
  expect(turnLengths(1)).toEqual({ senior: Infinity, junior: 1 });
  expect(turnLengths(0)).toEqual({ senior: 1, junior: Infinity });
  // A senior's turn goes on with p: p^(n-1) (1-p) is the share of those of n words.
  const p = 0.8;
  const mean = Array.from({ length: 500 }, (_, i) => (i + 1) * p ** i * (1 - p));
  expect(mean.reduce((sum, each) => sum + each, 0)).toBeCloseTo(turnLengths(p).senior, 9);
});

test('what is right and what is wrong balance in a group', () => {
  expect(worth(4, 8, GRPO).right).toBeCloseTo(0.9354, 4);
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 64 }), fc.nat(), (of, n) => {
      const right = n % (of + 1);
      const found = worth(right, of, GRPO);
      expect(right * (found.right ?? 0) + (of - right) * (found.wrong ?? 0)).toBeCloseTo(0, 9);
    }),
  );
});

test('groups that are alike are worth nothing', () => {
  expect(worth(8, 8, GRPO)).toEqual({ right: 0, wrong: null });
  expect(worth(0, 8, GRPO)).toEqual({ right: null, wrong: 0 });
  expect(worth(3, 8, { ...GRPO, advantage: 'outcome', failureWeight: -0.5 })).toEqual({
    right: 1,
    wrong: -0.5,
  });
});

test.each([
  [0, 8, 'group', /^All are alike/],
  [8, 8, 'group', /^All are alike/],
  [1, 8, 'group', /a right one counts much/],
  [7, 8, 'group', /a wrong one counts much/],
  [1, 1, 'group', /nothing to compare with/],
  [1, 8, 'outcome', /^Without a baseline/],
  [1, 8, 'none', /no advantages/],
] as const)('%i of %i right, advantage %s', (right, of, kind, says) => {
  expect(groupNote(right, of, kind)).toMatch(says);
});
