// A chart's numbers in a file.
import { expect, test } from 'vitest';
import type { RunEvent } from '../../run/events.ts';
import { START } from '../events.fixture.ts';
import { EMPTY_HISTORY, received, reduce } from '../run/history.ts';
import { chartCsv } from './chart-csv.ts';

const STEPS: readonly RunEvent[] = [1, 2].map((step) => ({
  kind: 'step',
  step,
  metrics: { 'batch/length': 20 + step, 'update/grad_norm': step / 4 },
  problems: [],
  rollouts: [],
}));
const EVALUATION: RunEvent = {
  kind: 'evaluation',
  step: 0,
  metrics: { 'solo/length': 28.5 },
  intervals: { 'solo/length': [27.25, 29.75] },
};
const NAMES = ['batch/length', 'solo/length'] as const;

test('every step, with tokens so far, intervals, and seconds where the run was received live', () => {
  const events = [START, EVALUATION, ...STEPS];
  const recorded = events.reduce(reduce, EMPTY_HISTORY);
  const perStep = START.config.promptsPerStep * START.config.groupSize;
  expect(chartCsv(NAMES, recorded)).toBe(
    [
      'step,tokens,batch/length,solo/length,solo/length low,solo/length high',
      '0,0,,28.5,27.25,29.75',
      `1,${21 * perStep},21,,,`,
      `2,${43 * perStep},22,,,`,
      '',
    ].join('\n'),
  );
  let live = EMPTY_HISTORY;
  events.forEach((event, i) => {
    live = received(live, event, i / 2);
  });
  expect(chartCsv(['update/grad_norm'], live)).toBe(
    [
      'step,tokens,seconds,update/grad_norm',
      `1,${21 * perStep},1,0.25`,
      `2,${43 * perStep},1.5,0.5`,
      '',
    ].join('\n'),
  );
});

test('thousands of rows are all there, unrounded', () => {
  let history = reduce(EMPTY_HISTORY, START);
  for (let step = 1; step <= 3000; step++) {
    const metrics = { 'reward/mean': 1 / step };
    history = reduce(history, { kind: 'step', step, metrics, problems: [], rollouts: [] });
  }
  const lines = chartCsv(['reward/mean'], history).trimEnd().split('\n');
  expect(lines).toHaveLength(3001);
  expect(lines[2999]).toBe(`2999,${1 / 2999}`);
});
