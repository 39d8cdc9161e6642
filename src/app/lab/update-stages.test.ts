// The numbers of the two stages that show tokens.
import { expect, test } from 'vitest';
import { makeRollout } from '../events.fixture.ts';
import { changeColor, howNear, meanProbability, pushColor } from './update-stages.ts';

const update = {
  advantages: [1, -1],
  authors: [Uint8Array.of(1, 0), Uint8Array.of(1, 1)],
  gradients: [Float64Array.of(-0.5, 0), Float64Array.of(0.25, 0.25)],
  loss: 0,
  totals: { weightedTokens: 3, responseTokens: 4, sequences: 2, nonEmptySequences: 2 },
};
const logprobsAt = (step: number, ...rows: number[][]) => ({
  step,
  logprobs: rows.map((row) => Float32Array.from(row, Math.log)),
});
const rollouts = [makeRollout([1, 0], { reward: 1 }), makeRollout([1, 1], { reward: 0 })];
const [first = makeRollout([1]), second = makeRollout([1])] = rollouts;

test('a push is against the gradient, and nothing at the junior’s tokens', () => {
  const color = pushColor(update, 0);
  expect([0, 1].map((t) => color.value(first, t, null))).toEqual([0.5, 0]);
  expect(pushColor(update, 1).value(second, 1, null)).toBe(-0.25);
  expect(color.full).toBe(0.5);
});

test('changes are given in points, means over the tokens that carry loss', () => {
  const before = logprobsAt(0, [0.5, 0.1], [0.5, 0.5]);
  const after = logprobsAt(20, [0.6, 0.9], [0.25, 0.25]);
  const color = changeColor(before, after, 0);
  expect(color.says(color.value(first, 0, null) ?? 0)).toBe('+10.00 points');
  expect(meanProbability(after, update, rollouts, true)).toBeCloseTo(0.6, 6);
  expect(meanProbability(after, update, rollouts, false)).toBeCloseTo(0.25, 6);
  expect(meanProbability(after, update, [first, first], false)).toBeNull();
});

test('the text says between which steps the stored seniors lie', () => {
  expect(howNear(6, 5, 6)).toMatch(/right before and right after step 6/);
  expect(howNear(6, 0, 20)).toMatch(/after step 0 and after step 20, so 20 updates/);
  expect(howNear(6, 5, null)).toMatch(/No senior is stored yet from after step 6/);
});
