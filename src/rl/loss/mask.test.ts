// Which tokens count: garbage elsewhere changes nothing, and malformed batches are refused.
import { describe, expect, test } from 'vitest';
import type { LossOptions } from './loss.ts';
import { batchLoss, CLIP, EVERY, randomBatch } from './loss-cases.fixture.ts';

describe('the mask of authors', () => {
  test.each(EVERY)(
    'garbage at junior tokens changes nothing: $surrogate.kind, $normalizer.kind',
    (choice) => {
      const options: LossOptions = {
        ...choice,
        juniorWeight: 0,
        kl: { estimator: 'k3', weight: 0.1 },
      };
      const batch = randomBatch(6);
      for (const garbage of [Number.NaN, 1e4, -1e4, Number.POSITIVE_INFINITY]) {
        const spoil = (rows: number[][]) =>
          rows.map((row, i) => row.map((x, t) => (batch.authors[i]?.[t] === 1 ? x : garbage)));
        const spoilt = {
          ...batch,
          newLogprobs: spoil(batch.newLogprobs),
          oldLogprobs: spoil(batch.oldLogprobs),
          referenceLogprobs: spoil(batch.referenceLogprobs),
        };
        expect(batchLoss(spoilt, options)).toEqual(batchLoss(batch, options));
      }
    },
  );

  test('junior tokens have gradient exactly 0 unless they have weight', () => {
    const batch = randomBatch(7);
    const junior = (juniorWeight: number) =>
      batchLoss(batch, {
        ...CLIP,
        surrogate: { kind: 'reinforce' },
        juniorWeight,
      }).gradients.flatMap((row, i) => [...row].filter((_, t) => batch.authors[i]?.[t] === 0));
    expect(junior(0).every((value) => Object.is(value, 0))).toBe(true);
    expect(junior(0.25).every((value) => value !== 0)).toBe(true);
  });

  test('weight 1 for the junior equals a batch written by the senior', () => {
    const batch = randomBatch(8);
    const solo = { ...batch, authors: batch.authors.map((row) => row.map(() => 1)) };
    for (const choice of EVERY)
      expect(batchLoss(batch, { ...choice, juniorWeight: 1, kl: null })).toEqual(
        batchLoss(solo, { ...choice, juniorWeight: 0, kl: null }),
      );
  });

  test('a batch without a senior token has loss 0 and gradient 0', () => {
    const batch = randomBatch(9);
    const none = { ...batch, authors: batch.authors.map((row) => row.map(() => 0)) };
    for (const choice of EVERY) {
      const report = batchLoss(none, { ...choice, juniorWeight: 0, kl: null });
      expect(report).toMatchObject({ loss: 0, clipFraction: 0, weightedTokens: 0, ratioMax: 1 });
      expect(report.gradients.map((row) => row.length)).toEqual(
        batch.authors.map((row) => row.length),
      );
      expect(report.gradients.every((row) => row.every((value) => value === 0))).toBe(true);
    }
  });

  test('empty rollouts count among the sequences or not, as asked', () => {
    const batch = randomBatch(10);
    for (const kind of ['sequence', 'constant', 'sequence-sum'] as const) {
      const at = (countEmpty: boolean) =>
        batchLoss(batch, { ...CLIP, normalizer: { kind, countEmpty, epsilon: 0, maxLength: 9 } })
          .loss;
      const empty = batch.authors.filter((row) => !row.includes(1)).length;
      expect(empty).toBeGreaterThan(0);
      expect(at(false) / at(true)).toBeCloseTo(6 / (6 - empty), 12);
    }
  });
});

describe('a malformed batch is refused', () => {
  const batch = randomBatch(14);
  const broken = (part: object) => () => batchLoss({ ...batch, ...part }, CLIP);
  const replaced = (rows: number[][], i: number, row: number[]) =>
    rows.map((other, k) => (k === i ? row : other));
  test.each([
    ['no authors', { authors: undefined }, 'authors is missing from the batch'],
    [
      'authors of some',
      { authors: batch.authors.slice(1) },
      'authors has 5 rollouts; newLogprobs has 6',
    ],
    [
      'short authors',
      { authors: replaced(batch.authors, 2, [1]) },
      'authors of rollout 2 has 1 tokens',
    ],
    [
      'an author of 2',
      { authors: batch.authors.map((row) => row.map((bit, t) => (t === 1 ? 2 : bit))) },
      'author of rollout 0, token 1 is 2; allowed are 0 and 1',
    ],
    [
      'an author of 0.5',
      {
        authors: batch.authors.map((row, i) => (i === 3 ? row.map(() => 0.5) : row)),
      },
      'author of rollout 3, token 0 is 0.5',
    ],
    [
      'short old',
      { oldLogprobs: replaced(batch.oldLogprobs, 1, []) },
      'oldLogprobs of rollout 1 has 0',
    ],
    ['advantages of some', { advantages: [1] }, 'advantages has 1 rollouts'],
    ['NaN advantage', { advantages: [0, 0, Number.NaN, 0, 0, 0] }, 'advantages, rollout 2: NaN'],
    [
      'NaN at a senior token',
      {
        authors: batch.authors.map((row) => row.map(() => 1)),
        newLogprobs: batch.newLogprobs.map((row, i) =>
          row.map((x, t) => (i === 1 && t === 2 ? Number.NaN : x)),
        ),
      },
      'newLogprobs, rollout 1, token 2: NaN',
    ],
  ])('%s', (_, part, message) => {
    expect(broken(part)).toThrow(message);
  });

  test('a KL penalty without a reference, and a junior weight out of range', () => {
    const kl = { estimator: 'k3', weight: 1 } as const;
    expect(() => batchLoss({ ...batch, referenceLogprobs: null }, { ...CLIP, kl })).toThrow(
      'referenceLogprobs is null',
    );
    expect(() => batchLoss(batch, { ...CLIP, juniorWeight: -0.1 })).toThrow('juniorWeight is -0.1');
  });
});
