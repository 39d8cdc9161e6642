// The problems of a step: of the training split, and a matter of seed and step alone.
import { expect, test } from 'vitest';
import { tinyConfig } from '../../test/fixtures/tiny.ts';
import type { RunConfig } from '../config/fields.ts';
import { TASKS } from '../tasks/index.ts';
import { splitOf } from '../tasks/parts/split.ts';
import { problemsAt } from './problems.ts';

const { arithmetic } = TASKS;

const at = (step: number, changes: Partial<RunConfig> = {}) =>
  problemsAt(arithmetic, tinyConfig({ promptsPerStep: 20, ...changes }), step);

test('as many as asked for, all of the training split', () => {
  const problems = at(1);
  expect(problems).toHaveLength(20);
  for (const { key } of problems) expect(splitOf(key)).toBe('train');
  expect(new Set(problems.map(({ prompt }) => prompt)).size).toBeGreaterThan(15);
});

test('seed and step choose them, nothing else does', () => {
  const problems = at(3);
  expect(at(3, { schedule: 'step', loss: 'sapo', groupSize: 7, senior: 'hedge-base' })).toEqual(
    problems,
  );
  expect(at(3, { promptsPerStep: 5 })).toEqual(problems.slice(0, 5));
  expect(at(4)).not.toEqual(problems);
  expect(at(3, { seed: 2 })).not.toEqual(problems);
});
