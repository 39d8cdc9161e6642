// A run's first and last metrics, by its events.
import { expect, test } from 'vitest';
import type { RunEvent } from './events.ts';
import { EMPTY_SUMMARY, finalMetrics, initialMetrics, withEvent } from './summary.ts';

const evaluation = (step: number, metrics: object): RunEvent => ({
  kind: 'evaluation',
  step,
  metrics,
  intervals: {},
});
const step = (at: number, metrics: object): RunEvent => ({
  kind: 'step',
  step: at,
  metrics,
  problems: [],
  rollouts: [],
});
const summarize = (events: readonly RunEvent[]) => events.reduce(withEvent, EMPTY_SUMMARY);

test('initial is evaluation 0 with step 1, final the last of both; the junior carries over', () => {
  const summary = summarize([
    evaluation(0, { 'solo/accuracy': 0.1, 'junior/accuracy': 0.7, 'handoff/retention': 2 }),
    step(1, { 'reward/mean': 0.2, 'tandem/eos_by_senior_frac': 0.5 }),
    evaluation(1, { 'solo/accuracy': 0.3 }),
    step(2, { 'reward/mean': 0.4 }),
    { kind: 'end', step: 2 },
  ]);
  expect(initialMetrics(summary)).toEqual({
    'solo/accuracy': 0.1,
    'junior/accuracy': 0.7,
    'handoff/retention': 2,
    'reward/mean': 0.2,
    'tandem/eos_by_senior_frac': 0.5,
  });
  // What was not measured at the end is not taken from earlier.
  expect(finalMetrics(summary)).toEqual({
    'solo/accuracy': 0.3,
    'junior/accuracy': 0.7,
    'reward/mean': 0.4,
  });
  expect(summary.step).toBe(2);
});

test('a run that was stopped at once has the first evaluation only', () => {
  const summary = summarize([evaluation(0, { 'solo/accuracy': 0.1 })]);
  expect(initialMetrics(summary)).toEqual({ 'solo/accuracy': 0.1 });
  expect(finalMetrics(summary)).toEqual({ 'solo/accuracy': 0.1 });
  expect(finalMetrics(EMPTY_SUMMARY)).toEqual({});
});
