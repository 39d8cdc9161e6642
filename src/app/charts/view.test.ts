// The visible part of a run, and the numbers that describe it.
import { expect, test } from 'vitest';
import { DEFAULTS } from '../../config/presets.ts';
import { START } from '../events.fixture.ts';
import { EMPTY_HISTORY } from '../run/history.ts';
import { plannedSteps } from '../run/run-state.ts';
import { createAppStore } from '../store.ts';
import { parseStep, parseWidth, part, stepRange, stepsShown } from './view.ts';

test('a short run is shown whole, a long one in ranges that double', () => {
  expect(stepRange(60, 3)).toEqual([0, 60]);
  expect(stepRange(1000, 3)).toEqual([0, 100]);
  expect(stepRange(1000, 150)).toEqual([0, 200]);
  expect(stepRange(1000, 900)).toEqual([0, 1000]);
});

test('the newest steps move on with the run', () => {
  const last = { kind: 'last', steps: 100 } as const;
  expect(stepsShown(last, 1000, 40)).toEqual([0, 100]);
  expect(stepsShown(last, 1000, 250)).toEqual([150, 250]);
  expect(stepsShown(last, 60, 40)).toEqual([0, 60]);
  expect(stepsShown({ kind: 'whole' }, 60, 40)).toEqual([0, 60]);
  expect(stepsShown(part(20, 30), 60, 40)).toEqual([20, 30]);
});

test('a recorded run is shown whole, whatever the edited settings say', () => {
  const store = createAppStore({
    connect: () => {
      throw new Error('no run is begun here');
    },
    now: () => 0,
    save: () => {},
  });
  const start = { ...START, config: { ...DEFAULTS, steps: 150 } };
  store.setState({ recorded: 'jargon', history: { ...EMPTY_HISTORY, start, step: 150 } });
  const onScreen = () => {
    const app = store.getState();
    return stepsShown(app.zoom, plannedSteps(app), app.history.step);
  };
  expect(onScreen()).toEqual([0, 150]);
  store.getState().setZoom({ kind: 'last', steps: 10 });
  expect(onScreen()).toEqual([140, 150]);
  store.getState().reset();
  expect(onScreen()).toEqual([0, DEFAULTS.steps]);
});

test('a part is of whole steps in order, one at least, none before the run', () => {
  expect(part(30.4, 9.6)).toEqual({ kind: 'part', from: 10, to: 30 });
  expect(part(5, 5.2)).toEqual({ kind: 'part', from: 5, to: 6 });
  expect(part(-4, 8)).toEqual({ kind: 'part', from: 0, to: 8 });
});

test('numbers that cannot be used say which, and what could be', () => {
  expect([
    parseWidth('10'),
    parseStep(' 7 ', 0, 59),
    parseStep('900', 1, Number.MAX_SAFE_INTEGER),
  ]).toEqual([10, 7, 900]);
  expect(parseWidth('1')).toBe('Steps to average over: “1” is not a whole number from 2 to 500.');
  expect(parseStep('', 0, 59)).toBe('Step: “” is not a whole number from 0 to 59.');
  expect(parseStep('-1', 5, Number.MAX_SAFE_INTEGER)).toBe(
    'Step: “-1” is not a whole number from 5 on.',
  );
});
