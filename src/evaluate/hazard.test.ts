// First faults per step, counted quarter by quarter.
import { expect, test } from 'vitest';
import { TASKS } from '../tasks/index.ts';
import type { Problem } from '../tasks/parts/task.ts';
import { hazard } from './hazard.ts';
import { measured } from './tally.ts';

const { arithmetic } = TASKS;

/** 1 + 1 + 1 ..., so many times. */
const problem = (count: number): Problem => ({
  key: `1${'+1'.repeat(count)}`,
  prompt: 'How many?\n',
  answer: 1 + count,
});

/** The step lines of its right solution. */
const right = (count: number) =>
  Array.from({ length: count }, (_, i) => ` ${1 + i} plus 1 is ${2 + i}`);

test('steps after the first fault count no more', () => {
  const solution = (lines: readonly string[]) => ({ problem: problem(8), text: lines.join('\n') });
  const solutions = [solution(right(8)), solution(right(8).slice(0, 3)), solution([])];
  const partsOf = (quarter: number | null) =>
    hazard(arithmetic, solutions, quarter).parts.map(({ part, whole }) => [part, whole]);
  expect(partsOf(null)).toEqual([
    [0, 8],
    [1, 4],
    [1, 1],
  ]);
  expect(partsOf(0)).toEqual([
    [0, 2],
    [0, 2],
    [1, 1],
  ]);
  expect(partsOf(1)).toEqual([
    [0, 2],
    [1, 2],
    [0, 0],
  ]);
  expect(partsOf(3)).toEqual([
    [0, 2],
    [0, 0],
    [0, 0],
  ]);
  const value = measured([
    { name: 'length/x2_quarter_2', ...hazard(arithmetic, solutions, 1) },
  ]).metrics;
  expect(value).toEqual({ 'length/x2_quarter_2': 1 / 4 });
});

test('quarters of two steps are the first and the third', () => {
  const solutions = [{ problem: problem(2), text: right(2).join('\n') }];
  const wholes = [0, 1, 2, 3].map(
    (quarter) => hazard(arithmetic, solutions, quarter).parts[0]?.whole,
  );
  expect(wholes).toEqual([1, 0, 1, 0]);
});
