// From a run's settings to the loss.
import { describe, expect, test } from 'vitest';
import { FIELDS } from '../../config/fields.ts';
import { type LossConfig, lossOptions } from './loss.ts';
import { batchLoss, randomBatch } from './loss-cases.fixture.ts';

describe('a run’s settings', () => {
  const config: LossConfig = {
    loss: 'clip',
    normalizer: 'senior-tokens',
    countEmpty: false,
    clipLow: 0.1,
    clipHigh: 0.3,
    juniorWeight: 0.2,
    kl: 'none',
    klEstimator: 'k2',
    klWeight: 0.05,
    maxNewTokens: 40,
  };

  test('choose surrogate, normalizer and penalty of the loss', () => {
    expect(lossOptions(config)).toEqual({
      surrogate: { kind: 'clip', low: 0.1, high: 0.3, dual: null },
      normalizer: { kind: 'senior-tokens' },
      juniorWeight: 0.2,
      kl: null,
    });
    expect(lossOptions({ ...config, kl: 'junior' }).kl).toEqual({ estimator: 'k2', weight: 0.05 });
    expect(lossOptions({ ...config, normalizer: 'constant' }).normalizer).toEqual({
      kind: 'constant',
      countEmpty: false,
      maxLength: 40,
    });
    expect(lossOptions({ ...config, loss: 'cispo' }).surrogate).toEqual({
      kind: 'cispo',
      min: 0.9,
      max: 1.3,
    });
  });

  test('every choice of loss, normalizer and estimator runs', () => {
    const losses = FIELDS.loss.choices.flatMap((loss) =>
      FIELDS.normalizer.choices.flatMap((normalizer) =>
        FIELDS.klEstimator.choices.map((klEstimator) => {
          const options = lossOptions({ ...config, loss, normalizer, kl: 'initial', klEstimator });
          expect(options.surrogate.kind).toBe(loss);
          expect(options.normalizer.kind).toBe(normalizer);
          return batchLoss(randomBatch(15), options).loss;
        }),
      ),
    );
    expect(losses.every(Number.isFinite)).toBe(true);
    // k3+ has the value of k3; everything else differs.
    expect(new Set(losses).size).toBe((losses.length * 3) / 4);
  });
});
