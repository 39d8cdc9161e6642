// Alerts on made-up curves: each at its sign, none on a healthy run.
import { expect, test } from 'vitest';
import { DEFAULTS } from '../../config/presets.ts';
import type { MetricName } from '../../metrics/metrics.ts';
import { START } from '../events.fixture.ts';
import { EMPTY_HISTORY, type History } from '../run/history.ts';
import { append, type Series } from '../run/series.ts';
import { alerts } from './alerts.ts';

function curve(numbers: readonly number[]): Series {
  let series: Series | undefined;
  for (const [i, value] of numbers.entries()) series = append(series, i + 1, value);
  if (series === undefined) throw new Error('a curve has a point');
  return series;
}

const history = (curves: { readonly [K in MetricName]?: readonly number[] }): History => {
  const entries = Object.entries(curves).map(([name, numbers]) => [name, curve(numbers)] as const);
  return { ...EMPTY_HISTORY, start: START, step: 6, series: Object.fromEntries(entries) };
};
const sentencesOf = (made: History, config = DEFAULTS) =>
  alerts({ ...made, start: { ...START, config } }).map(({ says }) => says);
const six = (value: number) => [value, value, value, value, value, value];

test('a healthy run has no alert, nor has one that has not begun', () => {
  expect(alerts(EMPTY_HISTORY)).toEqual([]);
  const healthy = history({
    'tandem/senior_token_frac': six(0.5),
    'update/grad_norm': [0.1, 0.2, 0.1, 0.3, 0.2, 0.2, 0.4],
    'solo/accuracy': [0.9, 0.92, 0.95],
    'legibility/junior_ce': [9, 4, 0.2],
  });
  expect(alerts(healthy)).toEqual([]);
});

test('a senior’s share of 90 % is a sign with a fair coin only', () => {
  const much = history({ 'tandem/senior_token_frac': six(0.9) });
  expect(sentencesOf(much)).toEqual([expect.stringContaining('wrote 90 % of the tokens')]);
  expect(sentencesOf(much, { ...DEFAULTS, seniorProbability: 1 })).toEqual([]);
  expect(sentencesOf(much, { ...DEFAULTS, schedule: 'alternate' })).toEqual([]);
});

test('the coin that counts is the one of the last steps, not of the start', () => {
  const much = history({ 'tandem/senior_token_frac': six(0.9) });
  const changed = (step: number) => ({
    ...much,
    changes: [{ kind: 'change', step, changes: { seniorProbability: 0.9 } }] as const,
  });
  expect(sentencesOf(changed(1))).toEqual([]);
  expect(sentencesOf(changed(4))).toEqual([]);
  expect(sentencesOf(changed(6))).toHaveLength(1);
});

test('a gradient ten times as large as the median before it is a sign', () => {
  const wild = history({ 'update/grad_norm': [0.1, 0.2, 0.2, 0.2, 0.2, 0.3, 5] });
  expect(alerts(wild)).toEqual([
    { says: expect.stringContaining('25 times as large as usual'), step: 6 },
  ]);
});

test('a senior that is better alone and harder to read is a sign, with the newest evaluation’s step', () => {
  const drifted = history({
    'solo/accuracy': [0.6, 0.7, 0.9],
    'legibility/junior_ce': [0.5, 0.9, 1.4],
  });
  expect(alerts(drifted)).toEqual([
    { says: expect.stringContaining('rose from 0.50 to 1.40 nats'), step: 3 },
  ]);
});
