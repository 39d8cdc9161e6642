// Events folded into curves.
import { expect, test } from 'vitest';
import type { RunEvent } from '../../run/events.ts';
import { eventLine } from '../../run/record.ts';
import { START } from '../events.fixture.ts';
import { EMPTY_HISTORY, received, reduce } from './history.ts';
import { steps, values } from './series.ts';

const step = (n: number, reward: number): RunEvent => ({
  kind: 'step',
  step: n,
  metrics: { 'reward/mean': reward, 'update/loss': -reward },
  problems: [],
  rollouts: [],
});
const evaluation = (n: number, solo: number): RunEvent => ({
  kind: 'evaluation',
  step: n,
  metrics: { 'solo/accuracy': solo },
  intervals: { 'solo/accuracy': [solo - 0.1, solo + 0.1] },
});

test('each metric gets its own curve at its own steps', () => {
  const events = [START, evaluation(0, 0.9), step(1, 0.25), step(2, 0.5), evaluation(2, 0.8)];
  const history = events.reduce(reduce, EMPTY_HISTORY);
  const curve = (name: 'reward/mean' | 'update/loss' | 'solo/accuracy') => {
    const series = history.series[name];
    return series && [[...steps(series)], [...values(series)]];
  };
  expect(curve('reward/mean')).toEqual([
    [1, 2],
    [0.25, 0.5],
  ]);
  expect(curve('update/loss')).toEqual([
    [1, 2],
    [-0.25, -0.5],
  ]);
  expect(curve('solo/accuracy')).toEqual([
    [0, 2],
    [0.9, 0.8],
  ]);
  expect(history.step).toBe(2);
  expect(history.evaluations.map((e) => e.intervals['solo/accuracy'])).toEqual([
    [0.8, 1],
    [0.7000000000000001, 0.9],
  ]);
});

test('reducing changes no earlier history', () => {
  const one = [START, step(1, 0.25)].reduce(reduce, EMPTY_HISTORY);
  reduce(one, step(2, 0.5));
  expect(one.series['reward/mean']?.length).toBe(1);
  expect(EMPTY_HISTORY.series).toEqual({});
});

test('a start event forgets the run before it; warnings are kept', () => {
  const warning: RunEvent = { kind: 'warning', step: 1, message: 'slow' };
  const first = [START, step(1, 0.25), warning].reduce(reduce, EMPTY_HISTORY);
  expect(first.warnings).toEqual([warning]);
  expect(reduce(first, START)).toEqual(reduce(EMPTY_HISTORY, START));
});

test('a run that goes on keeps what it logged, and has another engine', () => {
  const engine = { name: 'native-wasm', reason: 'Chosen by you.' };
  const first = [START, step(1, 0.25)].reduce(reduce, EMPTY_HISTORY);
  const resumed = reduce(first, { kind: 'resume', step: 1, engine });
  expect(resumed).toMatchObject({ step: 1, engine, start: START });
  expect(resumed.series).toBe(first.series);
});

test('the lines are those of the run file, without rollouts', () => {
  const events = [START, evaluation(0, 0.9), step(1, 0.25)];
  const { lines } = events.reduce(reduce, EMPTY_HISTORY);
  expect(lines).toBe(events.map(eventLine).join(''));
  expect(lines).not.toContain('rollouts');
});

test('intervals, tokens and seconds are curves too', () => {
  const withLength: RunEvent = {
    kind: 'step',
    step: 1,
    metrics: { 'batch/length': 20.5 },
    problems: [],
    rollouts: [],
  };
  const { promptsPerStep, groupSize } = START.config;
  const recorded = [START, evaluation(0, 0.5), withLength].reduce(reduce, EMPTY_HISTORY);
  const { low, high } = recorded.bounds['solo/accuracy'] ?? {};
  expect([low, high].map((end) => end && [...values(end)])).toEqual([[0.4], [0.6]]);
  expect(recorded.tokens && [...values(recorded.tokens)]).toEqual([
    20.5 * promptsPerStep * groupSize,
  ]);
  expect(recorded.seconds).toBeUndefined();
  const live = received(
    received(received(EMPTY_HISTORY, START, 0), evaluation(0, 0.5), 2),
    withLength,
    3.5,
  );
  expect(live.seconds && [[...steps(live.seconds)], [...values(live.seconds)]]).toEqual([
    [1],
    [3.5],
  ]);
  const pace = live.series['time/step_seconds'];
  expect(pace && [...values(pace)], 'without the evaluation before it').toEqual([1.5]);
  expect(live.lines).toBe(recorded.lines);
  expect(received(live, START, 9).seconds).toBeUndefined();
});
