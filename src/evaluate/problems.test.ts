// Evaluation problems: distinct, of their split, the same every time, and no more than there are.
import { expect, test } from 'vitest';
import { at } from '../at.ts';
import { TASKS } from '../tasks/index.ts';
import type { Problem, Task } from '../tasks/parts/task.ts';
import { evaluationProblems } from './problems.ts';

const { arithmetic } = TASKS;

const keys = (problems: readonly Problem[]) => problems.map((problem) => problem.key);

test('distinct, deterministic and disjoint between splits', () => {
  const validation = keys(evaluationProblems(arithmetic, 'validation', 300, 4));
  const test = keys(evaluationProblems(arithmetic, 'test', 300, 4));
  expect(new Set([...validation, ...test]).size).toBe(600);
  expect(keys(evaluationProblems(arithmetic, 'validation', 100, 4))).toEqual(
    validation.slice(0, 100),
  );
  expect(keys(evaluationProblems(arithmetic, 'validation', 300, 5))).not.toEqual(validation);
});

test('more problems than the split has, and none, are refused with the number there is', () => {
  const { test } = arithmetic.space();
  expect(() => evaluationProblems(arithmetic, 'test', test + 1, 1)).toThrow(`allows 1 to ${test}`);
  expect(() => evaluationProblems(arithmetic, 'test', 0, 1)).toThrow('0 evaluation problems');
});

test('gives up with an error when the split is smaller than the task says', () => {
  const only = at(evaluationProblems(arithmetic, 'test', 1, 1), 0);
  const stuck: Task = { ...arithmetic, problem: () => only };
  expect(() => evaluationProblems(stuck, 'test', 2, 1)).toThrow('found only 1 distinct');
});
