// What the selection shows.
import { expect, test } from 'vitest';
import type { StepEvent } from '../../run/events.ts';
import { makeRollout } from '../events.fixture.ts';
import { handoffs, shown } from './selection.ts';

const rollout = (group: number, authors: readonly number[]) => makeRollout(authors, { group });
const problem = (key: string) => ({ key, prompt: key, steps: [], answer: 1 });
const event: StepEvent = {
  kind: 'step',
  step: 3,
  metrics: {},
  problems: [problem('a'), problem('b')],
  rollouts: [rollout(0, [1, 1]), rollout(0, [0, 0, 1]), rollout(1, [1, 0, 0, 1])],
};

test('handoffs are the tokens after which the author changes', () => {
  expect(handoffs(Uint8Array.from([1, 0, 0, 1, 1]))).toEqual([0, 2]);
  expect(handoffs(new Uint8Array())).toEqual([]);
});

test('the chosen rollout of the chosen problem is shown, at its first handoff', () => {
  const found = shown(event, { group: 0, rollout: 1, token: null });
  expect(found).toMatchObject({ step: 3, group: 0, groups: 2, index: 1, token: 1 });
  expect(found?.rollout).toBe(event.rollouts[1]);
  expect(found?.rollouts).toHaveLength(2);
  expect(shown(event, { group: 1, rollout: 0, token: 3 })).toMatchObject({ group: 1, token: 3 });
});

test('a selection beyond the step is brought inside it', () => {
  expect(shown(event, { group: 9, rollout: 9, token: 99 })).toMatchObject({
    group: 1,
    index: 0,
    token: 3,
  });
  expect(shown({ ...event, problems: [] }, { group: 0, rollout: 0, token: null })).toBeNull();
  expect(shown({ ...event, rollouts: [] }, { group: 0, rollout: 0, token: null })).toBeNull();
});
