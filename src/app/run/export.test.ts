// The files of a run.
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { DEFAULTS } from '../../config/presets.ts';
import { eventLine } from '../../run/record.ts';
import { START } from '../events.fixture.ts';
import { metricsFile, runFile, seniorFile } from './export.ts';
import { EMPTY_HISTORY, reduce } from './history.ts';

const RUN = {
  begun: { preset: 'french', config: { ...DEFAULTS, seed: 7 } },
  history: reduce(EMPTY_HISTORY, START),
} as const;

test('the run is one JSON line per event, named by preset and seed', () => {
  const { name, content } = runFile(RUN);
  expect(name).toBe('tandem-french-seed7.jsonl');
  expect(content).toBe(eventLine(START));
});

test('the senior is a zip of one folder; equal files give equal bytes', () => {
  const files = new Map([
    ['config.json', new TextEncoder().encode('{}\n')],
    ['model.safetensors', Uint8Array.from({ length: 5000 }, (_, i) => i)],
  ]);
  const { name, content } = seniorFile(RUN, files);
  expect(name).toBe('tandem-french-seed7-senior.zip');
  if (typeof content === 'string') throw new Error('a zip is bytes');
  const entries = unzipSync(content);
  expect(Object.keys(entries)).toEqual([
    'tandem-french-seed7-senior/config.json',
    'tandem-french-seed7-senior/model.safetensors',
  ]);
  expect(entries['tandem-french-seed7-senior/model.safetensors']).toEqual(
    files.get('model.safetensors'),
  );
  expect(seniorFile(RUN, files).content).toEqual(content);
});

test('all curves are one table, with intervals where there are some', () => {
  const evaluation = {
    kind: 'evaluation',
    step: 0,
    metrics: { 'solo/accuracy': 0.5, 'drift/kl': 9.25 },
    intervals: { 'solo/accuracy': [0.25, 0.75] },
  } as const;
  const step = {
    kind: 'step',
    step: 1,
    metrics: { 'reward/mean': 0.125 },
    problems: [],
    rollouts: [],
  } as const;
  const history = [evaluation, step].reduce(reduce, RUN.history);
  const { name, content } = metricsFile({ ...RUN, history });
  expect(name).toBe('tandem-french-seed7.csv');
  expect(content).toBe(
    [
      'step,reward/mean,solo/accuracy,drift/kl,solo/accuracy low,solo/accuracy high,drift/kl low,drift/kl high',
      '0,,0.5,9.25,0.25,0.75,,',
      '1,0.125,,,,,,',
      '',
    ].join('\n'),
  );
});
