// Token colours are shares for any numbers, and differ between the two models.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeSide } from '../../../test/fixtures/rollout-side.ts';
import { makeReading, makeRollout } from '../events.fixture.ts';
import { authorProbability, share, TOKEN_COLOR_NAMES, TOKEN_COLORS } from './token-colors.ts';

const logprob = fc.double({ min: -200, max: 0, noNaN: true });
const READING = makeReading(1, { kl: Float32Array.of(9) });

test('every colour of every token is from -1 to 1, and below 0 only where it is signed', () => {
  fc.assert(
    fc.property(
      logprob,
      logprob,
      fc.double({ min: 0, max: 6, noNaN: true }),
      fc.double({ min: -9, max: 9, noNaN: true }),
      (s, j, entropy, advantage) => {
        const rollout = makeRollout([1], {
          advantage,
          senior: makeSide(1, {
            logprobs: Float32Array.of(s),
            entropies: Float32Array.of(entropy),
          }),
          junior: makeSide(1, { logprobs: Float32Array.of(j) }),
        });
        for (const name of TOKEN_COLOR_NAMES) {
          const color = TOKEN_COLORS[name];
          const found = share(color, color.value(rollout, 0, READING) ?? Number.NaN);
          expect(found).toBeGreaterThanOrEqual(color.isSigned ? -1 : 0);
          expect(found).toBeLessThanOrEqual(1);
        }
      },
    ),
  );
});

test('each model’s colour is its own probability of the token', () => {
  const rollout = makeRollout([1, 0], {
    senior: makeSide(2, { logprobs: Float32Array.of(Math.log(0.9), Math.log(0.25)) }),
    junior: makeSide(2, { logprobs: Float32Array.of(-10, Math.log(0.5)) }),
    advantage: 0.5,
  });
  expect(TOKEN_COLORS.senior.value(rollout, 0)).toBeCloseTo(0.9, 6);
  expect(TOKEN_COLORS.junior.value(rollout, 0)).toBeLessThan(0.001);
  expect([0, 1].map((t) => authorProbability(rollout, t))).toEqual([
    expect.closeTo(0.9, 6),
    expect.closeTo(0.5, 6),
  ]);
});

test('only the senior’s tokens have an advantage, and KL is unknown until both models have read', () => {
  const rollout = makeRollout([1, 0], { advantage: -0.5 });
  expect([0, 1].map((t) => TOKEN_COLORS.advantage.value(rollout, t))).toEqual([-0.5, 0]);
  expect(TOKEN_COLORS.advantage.says(-0.5)).toBe('−0.50');
  expect(TOKEN_COLORS.kl.value(rollout, 0, null)).toBeNull();
  expect(TOKEN_COLORS.kl.value(rollout, 0, READING)).toBe(9);
  expect(TOKEN_COLORS.kl.says(0.25)).toBe('0.25 nats');
});
