// When a run warns, how often, and with which advice.
import { expect, test } from 'vitest';
import { DEFAULTS } from '../config/presets.ts';
import type { MetricValues } from '../metrics/metrics.ts';
import { afterStep, NO_WARNINGS, settingWarnings, stepWarnings } from './warnings.ts';

/** Warnings of each of these steps. */
function warningsOf(steps: readonly MetricValues[], config = DEFAULTS): readonly string[][] {
  let state = NO_WARNINGS;
  return steps.map((metrics) => {
    const found = stepWarnings(state, metrics, config);
    state = afterStep(state, metrics);
    return [...found];
  });
}

const FINE: MetricValues = {
  'reward/mean': 0.5,
  'reward/zero_std_groups': 0.25,
  'batch/truncated': 0.5,
  'update/grad_norm': 1,
};
const CUT: MetricValues = { ...FINE, 'batch/truncated': 0.51 };
const SILENT: MetricValues = { ...FINE, 'reward/zero_std_groups': 1, 'update/grad_norm': 0 };

test('a run that learns has no warning', () => {
  expect(warningsOf([FINE, FINE, FINE, FINE]).flat()).toEqual([]);
  expect(settingWarnings(DEFAULTS)).toEqual([]);
});

test('truncation of more than half is reported when it begins, and again when it begins again', () => {
  const found = warningsOf([FINE, CUT, CUT, FINE, CUT]);
  expect(found.map((list) => list.length)).toEqual([0, 1, 0, 0, 1]);
  expect(found[1]?.[0]).toMatch(
    /^51 % of the solutions were cut off after 64 tokens .*max-new-tokens/,
  );
});

test('three steps of equal rewards in all groups are reported once, with advice by the mean reward', () => {
  const found = warningsOf([SILENT, SILENT, SILENT, SILENT, FINE, SILENT, SILENT, SILENT]);
  expect(found.map((list) => list.length)).toEqual([0, 0, 1, 0, 0, 0, 0, 1]);
  expect(found[2]?.[0]).toContain('raise the group size');
  const wrong = { ...SILENT, 'reward/mean': 0 };
  expect(warningsOf([wrong, wrong, wrong])[2]?.[0]).toContain('every solution was wrong');
  const right = { ...SILENT, 'reward/mean': 1 };
  expect(warningsOf([right, right, right])[2]?.[0]).toContain('every solution was right');
});

test('equal rewards are no warning where advantages do not compare within groups', () => {
  const outcome = { ...DEFAULTS, advantage: 'outcome' } as const;
  const equal = { ...SILENT, 'update/grad_norm': 1 };
  expect(warningsOf([equal, equal, equal], outcome).flat()).toEqual([]);
});

test('three gradients of 0 with unequal rewards are reported, and what p = 0 means', () => {
  const zero = { ...FINE, 'update/grad_norm': 0 };
  expect(warningsOf([zero, zero, zero])[2]).toEqual([
    expect.stringContaining('for 3 steps the gradient was exactly 0'),
  ]);
  const junior = { ...DEFAULTS, seniorProbability: 0 };
  expect(warningsOf([zero, zero, zero], junior)[2]?.[0]).toContain('the junior writes every token');
});

test.each([
  [{ topK: 20 }, 'top-k 20,'],
  [{ topP: 0.8 }, 'top-p 0.8,'],
  [{ topK: 5, topP: 0.9 }, 'top-k 5 and top-p 0.9,'],
])('%o is reported before training', (changes, words) => {
  expect(settingWarnings({ ...DEFAULTS, ...changes })).toEqual([expect.stringContaining(words)]);
});

test('a gradient of 0 is reported for outcome advantages, where equal rewards do not explain it', () => {
  const outcome = { ...DEFAULTS, advantage: 'outcome' } as const;
  expect(warningsOf([SILENT, SILENT, SILENT], outcome)[2]).toEqual([
    expect.stringContaining('the gradient was exactly 0'),
  ]);
});
