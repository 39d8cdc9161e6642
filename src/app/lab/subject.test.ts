// The lab computes with the settings of the step on screen, also after they were changed during the run.
import { expect, test } from 'vitest';
import { DEFAULTS } from '../../config/presets.ts';
import type { RunEvent, StepEvent } from '../../run/events.ts';
import { makeRollout, START } from '../events.fixture.ts';
import { EMPTY_HISTORY, reduce } from '../run/history.ts';
import { UNTRAINED } from '../run/snapshots.ts';
import { shown } from '../solution/selection.ts';
import { lectureOf, subjectOf } from './subject.ts';

const stepEvent = (step: number): StepEvent => ({
  kind: 'step',
  step,
  metrics: {},
  problems: [{ key: 'k', prompt: 'p', answer: 8 }],
  rollouts: [makeRollout([1, 0])],
});
const changes = { seniorProbability: 0.9, temperature: 0.7, clipHigh: 0.5, kl: 'initial' } as const;
const events: readonly RunEvent[] = [
  START,
  stepEvent(1),
  { kind: 'change', step: 1, changes },
  stepEvent(2),
];
const history = events.reduce(reduce, EMPTY_HISTORY);
const found = (event: StepEvent) => {
  const what = shown(event, { group: 0, rollout: 0, token: null });
  if (what === null) throw new Error('the step has a solution');
  return what;
};

test('the same coins again: a solution is rewritten with the settings of its own step', () => {
  const configOf = (step: number) =>
    subjectOf(found(stepEvent(step)), history, [UNTRAINED])?.config;
  expect(configOf(1)).toEqual(DEFAULTS);
  expect(configOf(2)).toEqual({ ...DEFAULTS, ...changes });
});

test('the update view computes with the settings of its own step', () => {
  const configOf = (step: number) => {
    const event = stepEvent(step);
    return lectureOf(found(event), event, history)?.config;
  };
  expect(configOf(1)).toEqual(DEFAULTS);
  expect(configOf(2)).toEqual({ ...DEFAULTS, ...changes });
});
