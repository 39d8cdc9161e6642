// The policy loss: gradients against finite differences, and the identities it must obey.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { at } from '../../at.ts';
import { KL_ESTIMATORS, type KlEstimator } from './kl.ts';
import type { LossOptions } from './loss.ts';
import type { LossBatch } from './loss-batch.ts';
import {
  batchLoss,
  CLIP,
  EVERY,
  type MutableBatch,
  NORMALIZERS,
  randomBatch,
  SURROGATES,
} from './loss-cases.fixture.ts';
import type { Surrogate } from './surrogate.ts';

/** A batch of one rollout whose tokens are all the senior's. */
const single = (newLogprobs: number[], oldLogprobs: number[], advantage: number): LossBatch => ({
  newLogprobs: [newLogprobs],
  oldLogprobs: [oldLogprobs],
  referenceLogprobs: null,
  authors: [newLogprobs.map(() => 1)],
  advantages: [advantage],
});

/** Central difference of the loss when one token's log-probs move by `h` in the given arrays. */
function centralDifference(
  batch: MutableBatch,
  options: LossOptions,
  [i, t]: [number, number],
  moved: readonly ('newLogprobs' | 'oldLogprobs')[],
): number {
  const h = 1e-6;
  const lossAt = (step: number) => {
    const shifted = { ...batch };
    for (const name of moved)
      shifted[name] = batch[name].map((row, a) =>
        row.map((x, b) => (a === i && b === t ? x + step : x)),
      );
    return batchLoss(shifted, options).loss;
  };
  return (lossAt(h) - lossAt(-h)) / (2 * h);
}

function expectGradient(batch: MutableBatch, options: LossOptions): void {
  // CISPO holds its ratio constant while it differentiates: so moves the old log-prob along.
  const moved =
    options.surrogate.kind === 'cispo'
      ? (['newLogprobs', 'oldLogprobs'] as const)
      : (['newLogprobs'] as const);
  const { gradients } = batchLoss(batch, options);
  gradients.forEach((row, i) => {
    row.forEach((value, t) => {
      expect(value, `rollout ${i}, token ${t}`).toBeCloseTo(
        centralDifference(batch, options, [i, t], moved),
        7,
      );
    });
  });
}

describe('gradients equal finite differences', () => {
  test.each(EVERY)('$surrogate.kind, $normalizer.kind', (choice) => {
    for (const juniorWeight of [0, 0.25])
      for (const seed of [1, 2])
        expectGradient(randomBatch(seed), { ...choice, juniorWeight, kl: null });
  });

  test.each(KL_ESTIMATORS.filter((name) => name !== 'k3+'))('KL %s', (estimator) => {
    for (const normalizer of NORMALIZERS)
      expectGradient(randomBatch(3), { ...CLIP, normalizer, kl: { estimator, weight: 0.7 } });
  });

  test.each([
    { advantage: 1, boundary: 1.2, cut: 1, dual: null },
    { advantage: -1, boundary: 0.8, cut: -1, dual: null },
    { advantage: -1, boundary: 1.5, cut: 1, dual: 1.5 },
  ])('advantage $advantage on both sides of $boundary, dual clip $dual', (edge) => {
    const surrogate: Surrogate = { kind: 'clip', low: 0.2, high: 0.2, dual: edge.dual };
    for (const side of [-1, 1]) {
      const ratio = edge.boundary + side * 1e-4;
      const batch = {
        newLogprobs: [[Math.log(ratio) - 1]],
        oldLogprobs: [[-1]],
        referenceLogprobs: [[-1]],
        authors: [[1]],
        advantages: [edge.advantage],
      };
      expectGradient(batch, { ...CLIP, surrogate });
      const { gradients, ...report } = batchLoss(batch, { ...CLIP, surrogate });
      const clipped = side === edge.cut;
      const [low, high] = edge.boundary > 1 ? [0, 1] : [1, 0];
      expect(report).toMatchObject({
        clipFraction: Number(clipped),
        clipLowFraction: clipped ? low : 0,
        clipHighFraction: clipped ? high : 0,
      });
      expect(gradients[0]?.[0]).toBeCloseTo(clipped ? 0 : -ratio * edge.advantage, 12);
    }
  });
});

test('k3+ has the value of k3 and the gradient of k2', () => {
  const run = (estimator: KlEstimator) =>
    batchLoss(randomBatch(4), {
      ...CLIP,
      surrogate: { kind: 'none' },
      kl: { estimator, weight: 1 },
    });
  expect(run('k3+').loss).toBe(run('k3').loss);
  expect(run('k3+').gradients).toEqual(run('k2').gradients);
  expect(run('k3+').gradients).not.toEqual(run('k3').gradients);
});

test('the KL estimate is reported before its weight, and the loss adds it after', () => {
  const batch = randomBatch(5);
  const without = batchLoss(batch, CLIP);
  const report = batchLoss(batch, { ...CLIP, kl: { estimator: 'k2', weight: 0.5 } });
  const alone = batchLoss(batch, {
    ...CLIP,
    surrogate: { kind: 'none' },
    kl: { estimator: 'k2', weight: 1 },
  });
  expect(without.klPenalty).toBe(0);
  expect(report.klPenalty).toBeCloseTo(alone.loss, 14);
  expect(report.loss).toBeCloseTo(without.loss + 0.5 * alone.loss, 14);
});

test('dual clip: the worked example of SkyRL sums to 12.5', () => {
  const three = single([-0.69741], [-3], -4);
  const batches = [single([-1.69315], [-1], 1), single([-1], [-1], -1), three];
  const options = (dual: number | null): LossOptions => ({
    ...CLIP,
    surrogate: { kind: 'clip', low: 0.2, high: 0.2, dual },
  });
  const losses = batches.map((batch) => batchLoss(batch, options(3)).loss);
  expect(losses[0]).toBeCloseTo(-0.5, 5);
  expect(losses[1]).toBe(1);
  expect(losses[2]).toBe(12);
  expect(losses.reduce((sum, loss) => sum + loss, 0)).toBeCloseTo(12.5, 5);
  expect(batchLoss(three, options(3)).gradients[0]?.[0]).toBe(0);
  expect(batchLoss(three, options(null)).loss).toBeGreaterThan(39);
});

test('one token of an extreme ratio cannot overflow the loss', () => {
  for (const surrogate of SURROGATES)
    for (const advantage of [-1, 1])
      for (const old of [-900, 0]) {
        const batch = single([-0.1, old === 0 ? -900 : -1], [old, -1], advantage);
        const { loss, gradients } = batchLoss(batch, { ...CLIP, surrogate });
        const largest = Math.max(Math.abs(loss), ...at(gradients, 0).map(Math.abs));
        expect(largest, surrogate.kind).toBeLessThan(Math.exp(20));
      }
});

test('in the first epoch the ratio is 1, nothing is clipped and there is a gradient', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const batch = randomBatch(seed >>> 0);
      const same = { ...batch, newLogprobs: batch.oldLogprobs };
      if (!same.authors.flat().includes(1)) return;
      for (const choice of EVERY.filter(({ surrogate }) => surrogate.kind !== 'none')) {
        const report = batchLoss(same, { ...choice, juniorWeight: 0, kl: null });
        expect(report.ratioMax).toBe(1);
        expect(report.clipFraction).toBe(0);
        expect(report.gradients.flatMap((row) => [...row]).some((value) => value !== 0)).toBe(true);
        // At ratio 1 every surrogate's gradient is that of REINFORCE.
        const plain = batchLoss(same, {
          ...choice,
          surrogate: { kind: 'reinforce' },
          juniorWeight: 0,
          kl: null,
        });
        report.gradients.forEach((row, i) => {
          expectClose(row, at(plain.gradients, i), 7);
        });
      }
    }),
    { numRuns: 20 },
  );
});

test('advantages of 0 give no policy gradient, and the KL penalty still acts', () => {
  const batch = { ...randomBatch(13), advantages: [0, 0, 0, 0, 0, 0] };
  const quiet = batchLoss(batch, CLIP);
  expect(quiet.gradients.every((row) => row.every((value) => value === 0))).toBe(true);
  const held = batchLoss(batch, { ...CLIP, kl: { estimator: 'k3', weight: 0.04 } });
  expect(held.gradients.some((row) => row.some((value) => value !== 0))).toBe(true);
});

function expectClose(found: ArrayLike<number>, expected: ArrayLike<number>, digits = 12): void {
  expect(found).toHaveLength(expected.length);
  for (let t = 0; t < expected.length; t++) expect(found[t]).toBeCloseTo(at(expected, t), digits);
}
