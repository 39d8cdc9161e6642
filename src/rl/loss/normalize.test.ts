// The loss of a batch in another order, and in pieces that share its counts.

import { describe, expect, test } from 'vitest';
import { at } from '../../at.ts';
import type { LossOptions } from './loss.ts';
import type { LossBatch } from './loss-batch.ts';
import {
  batchLoss,
  batchTotals,
  CLIP,
  EVERY,
  type MutableBatch,
  randomBatch,
} from './loss-cases.fixture.ts';
import type { LossTotals } from './normalize.ts';

describe('order and pieces', () => {
  test('permuting rollouts permutes the gradients', () => {
    const batch = randomBatch(11);
    const order = [4, 0, 5, 2, 1, 3];
    const permuted = pick(batch, order);
    for (const choice of EVERY) {
      const options: LossOptions = {
        ...choice,
        juniorWeight: 0.25,
        kl: { estimator: 'k3', weight: 0.1 },
      };
      const [straight, other] = [batchLoss(batch, options), batchLoss(permuted, options)];
      expect(other.loss).toBeCloseTo(straight.loss, 12);
      order.forEach((i, k) => {
        expectClose(at(other.gradients, k), at(straight.gradients, i));
      });
    }
  });

  test.each(EVERY)(
    'pieces with the batch’s counts add up to the whole: $surrogate.kind, $normalizer.kind',
    (choice) => {
      const options: LossOptions = {
        ...choice,
        juniorWeight: 0.25,
        kl: { estimator: 'k1', weight: 0.1 },
      };
      const batch = randomBatch(12);
      const whole = batchLoss(batch, options);
      const totals = batchTotals(batch, options.juniorWeight);
      for (const size of [1, 2, 3]) {
        const pieces = split(batch, size).map((piece) => batchLoss(piece, options, totals));
        expect(pieces.reduce((sum, { loss }) => sum + loss, 0)).toBeCloseTo(whole.loss, 12);
        pieces
          .flatMap(({ gradients }) => gradients)
          .forEach((row, i) => {
            expectClose(row, at(whole.gradients, i));
          });
      }
    },
  );

  test('pieces with their own counts do not', () => {
    const batch = randomBatch(12);
    const pieces = split(batch, 1).map((piece) => batchLoss(piece, CLIP).loss);
    const mean = pieces.reduce((sum, loss) => sum + loss, 0) / pieces.length;
    expect(Math.abs(mean - batchLoss(batch, CLIP).loss)).toBeGreaterThan(1e-3);
  });

  test('counts that cannot be are refused', () => {
    const batch = randomBatch(12);
    const totals: LossTotals = { ...batchTotals(batch, 0), weightedTokens: 0 };
    expect(() => batchLoss(batch, CLIP, totals)).toThrow("'senior-tokens' is 0");
  });
});

function pick(batch: MutableBatch, order: readonly number[]): LossBatch {
  return {
    newLogprobs: order.map((i) => at(batch.newLogprobs, i)),
    oldLogprobs: order.map((i) => at(batch.oldLogprobs, i)),
    referenceLogprobs: order.map((i) => at(batch.referenceLogprobs, i)),
    authors: order.map((i) => at(batch.authors, i)),
    advantages: order.map((i) => at(batch.advantages, i)),
  };
}

function split(batch: MutableBatch, size: number): LossBatch[] {
  const all = batch.advantages.map((_, i) => i);
  return all.filter((i) => i % size === 0).map((i) => pick(batch, all.slice(i, i + size)));
}

function expectClose(found: ArrayLike<number>, expected: ArrayLike<number>, digits = 12): void {
  expect(found).toHaveLength(expected.length);
  for (let t = 0; t < expected.length; t++) expect(found[t]).toBeCloseTo(at(expected, t), digits);
}
