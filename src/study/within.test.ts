// Intervals of levels stay within the bounds of their metric.
import { expect, test } from 'vitest';
import type { MetricName } from '../metrics/metrics.ts';
import { within } from './within.ts';

const clipped = (metric: MetricName, interval: readonly [number, number] | null) =>
  within(metric, {
    value: 0.5,
    interval,
    bySeed: [0.5],
    seedDeviation: null,
    evaluationError: null,
  }).interval;

test.each([
  ['solo/accuracy', [-0.2, 1.3], [0, 1]],
  ['solo/accuracy', [0.2, 0.7], [0.2, 0.7]],
  ['drift/kl', [-1.98, 4.46], [0, 4.46]],
  ['legibility/junior_ce', [-1.5, 3.4], [0, 3.4]],
  ['update/kl_penalty', [-0.1, 0.2], [-0.1, 0.2]],
  ['solo/accuracy', null, null],
] as const)('%s: %j is %j', (metric, interval, expected) => {
  expect(clipped(metric, interval)).toEqual(expected);
});
