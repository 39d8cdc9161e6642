// Shades are shares whatever the log-probs, and tell the two models apart.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeRollout } from './events.fixture.ts';
import { SHADE_NAMES, SHADES } from './shades.ts';

const logprob = fc.double({ min: -200, max: 0, noNaN: true });

test('every shade of every token is from 0 to 1', () => {
  fc.assert(
    fc.property(logprob, logprob, fc.double({ min: 0, max: 6, noNaN: true }), (s, j, entropy) => {
      const rollout = makeRollout([1], {
        seniorLogprobs: Float32Array.of(s),
        juniorLogprobs: Float32Array.of(j),
        seniorEntropies: Float32Array.of(entropy),
      });
      for (const name of SHADE_NAMES) {
        const share = SHADES[name].share(rollout, 0);
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
      }
    }),
  );
});

test('a token that only the junior finds unlikely', () => {
  const rollout = makeRollout([1], {
    seniorLogprobs: Float32Array.of(Math.log(0.9)),
    juniorLogprobs: Float32Array.of(-10),
  });
  const shares = SHADE_NAMES.map((name) => [name, SHADES[name].share(rollout, 0)]);
  expect(Object.fromEntries(shares)).toMatchObject({ surprise: 1, apart: 1 });
  expect(SHADES.senior.share(rollout, 0)).toBeCloseTo(0.9, 6);
  expect(SHADES.junior.share(rollout, 0)).toBeLessThan(0.001);
});
