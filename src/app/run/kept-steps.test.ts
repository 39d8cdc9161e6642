// Which steps' solutions stay: all of a short run, an even choice of a long one, the newest whole.
import { expect, test } from 'vitest';
import type { StepEvent } from '../../run/events.ts';
import type { Problem } from '../../tasks/parts/task.ts';
import { makeRollout } from '../events.fixture.ts';
import { GROUPS_KEPT, keepStep, keptStep, MOST_KEPT } from './kept-steps.ts';

const problem: Problem = {
  key: '5+3',
  prompt: 'Q',
  answer: 8,
};
const rollout = (group: number) => makeRollout([0], { group });
const groups = Array.from({ length: 6 }, (_, group) => group);
const event = (step: number): StepEvent => ({
  kind: 'step',
  step,
  metrics: {},
  problems: groups.map(() => problem),
  rollouts: groups.map(rollout),
});
const after = (steps: number) => {
  let kept: readonly StepEvent[] = [];
  for (let step = 1; step <= steps; step++) kept = keepStep(kept, event(step));
  return kept;
};

test('a short run is kept whole, older steps with their first problems', () => {
  const kept = after(10);
  expect(kept.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(kept.at(-1)?.problems).toHaveLength(6);
  expect(kept[3]?.problems).toHaveLength(GROUPS_KEPT);
  expect(kept[3]?.rollouts.every(({ group }) => group < GROUPS_KEPT)).toBe(true);
});

test('a long run is thinned out evenly; the first and the newest stay', () => {
  for (const steps of [65, 100, 1000, 10_000]) {
    const found = after(steps).map(({ step }) => step);
    expect(found.length).toBeLessThanOrEqual(MOST_KEPT + 2);
    expect(found.length).toBeGreaterThan(MOST_KEPT / 2);
    expect(found[0]).toBe(1);
    expect(found.at(-1)).toBe(steps);
    const gaps = new Set(found.slice(2, -1).map((step, i) => step - (found[i + 1] ?? 0)));
    expect(gaps.size).toBe(1);
  }
});

test('a step that is not kept shows the one before it', () => {
  const kept = after(100);
  expect(keptStep(kept, 7)?.step).toBe(6);
  expect(keptStep(kept, 0)?.step).toBe(1);
  expect(keptStep(kept, 1e6)?.step).toBe(100);
  expect(keptStep([], 3)).toBeNull();
  expect(keepStep(kept, { ...event(101), rollouts: [] })).toBe(kept);
});
