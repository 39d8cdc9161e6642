// Planned runs: which models are loaded for an arm, and that its plan tells them apart.
import { expect, test } from 'vitest';
import { coAdaptation } from '../../src/experiments/co-adaptation.ts';
import { jargon } from '../../src/experiments/jargon.ts';
import { juniorStrength } from '../../src/experiments/junior-strength.ts';
import { plannedRuns } from './experiment-runs.ts';

const foldersOf = async (experiment: typeof jargon, arm: string) =>
  (await plannedRuns(experiment, [1], 'runs')).find((run) => run.arm === arm);

test('a pair alone has no reader and no second junior', async () => {
  const run = await foldersOf(jargon, 'tandem');
  expect(run?.folders).toEqual({
    senior: 'public/models/jargon-senior',
    junior: 'public/models/plain-junior',
  });
  expect(Object.keys(run?.plan.models ?? {})).toEqual(['senior', 'junior']);
  expect(run?.plan.test).not.toHaveProperty('reader');
});

test('a second junior and a reader are models of the run', async () => {
  const run = await foldersOf(juniorStrength, 'two-notations');
  expect(run?.folders).toMatchObject({
    junior: 'public/models/polyglot-senior',
    secondJunior: 'public/models/plain-junior',
    reader: 'public/models/plain-reader',
  });
  expect(new Set(Object.values(run?.plan.models ?? {})).size).toBe(4);
});

test('the reader is the junior as it was, or the arm’s own', async () => {
  const twice = await foldersOf(coAdaptation, 'twice-both');
  expect(twice?.folders.reader).toBe('public/models/hedge-base');
  const shared = await foldersOf(coAdaptation, 'shared-both');
  expect(shared?.folders.reader).toBe('public/models/plain-reader');
  expect(shared?.plan.test.reader).toBe('plain-reader');
});
