// First faults found by hand, and steps counted quarter by quarter.
import { expect, test } from 'vitest';
import { stepsOf } from '../tasks/arithmetic/story.ts';
import type { Problem } from '../tasks/parts/task.ts';
import { firstFault, hazard } from './hazard.ts';
import { measured } from './setup.ts';

/** 1 + 1 + 1 ..., so many times. */
const problem = (count: number): Problem => ({
  key: `1${'+1'.repeat(count)}`,
  prompt: 'How many?\n',
  answer: 1 + count,
});

test.each([
  ['right', ' 1 plus 1 is 2\n 2 plus 1 is 3\n#### 3', 2],
  ['right with doubt', ' 1 plus 1 maybe 2\n 2 plus 1 is 3\n#### 3', 2],
  ['a slip', ' 1 plus 1 is 3\n 3 plus 1 is 4\n#### 4', 0],
  ['a slip mended', ' 1 plus 1 maybe 3\n no, 1 plus 1 is 2\n 2 plus 1 is 3\n#### 3', 2],
  [
    'a slip mended at the second try',
    ' 1 plus 1 maybe 3\n no, 1 plus 1 maybe 4\n no, 1 plus 1 is 2\n 2 plus 1 is 3',
    2,
  ],
  ['a slip mended wrongly', ' 1 plus 1 maybe 3\n no, 1 plus 1 is 4\n 2 plus 1 is 3', 0],
  ['a right line taken back', ' 1 plus 1 is 2\n no, 1 plus 1 is 3\n 2 plus 1 is 3', 0],
  ['another step', ' 1 plus 1 is 2\n 2 plus 2 is 4\n#### 4', 1],
  ['a step left out', ' 1 plus 1 is 2\n#### 2', 1],
  ['nothing', '', 0],
  ['a repair of nothing', ' no, 1 plus 1 is 2\n 2 plus 1 is 3', 2],
  ['another style', ' 1 plus 1 is 2\n <<2+1=3>>\n#### 3', 1],
])('%s', (_, text, fault) => {
  expect(firstFault(problem(2), text)).toBe(fault);
});

const right = (count: number) =>
  stepsOf(problem(count).key).map(({ left, result }) => ` ${left} plus 1 is ${result}`);

test('steps after the first fault count no more', () => {
  const told = (lines: readonly string[]) => ({ problem: problem(8), text: lines.join('\n') });
  const solutions = [told(right(8)), told(right(8).slice(0, 3)), told([])];
  const partsOf = (quarter: number | null) =>
    hazard('length/x2_quarter_1', solutions, quarter).parts.map(({ part, whole }) => [part, whole]);
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
  const value = measured([hazard('length/x2_quarter_2', solutions, 1)]).metrics;
  expect(value).toEqual({ 'length/x2_quarter_2': 1 / 4 });
});

test('quarters of two steps are the first and the third', () => {
  const solutions = [{ problem: problem(2), text: right(2).join('\n') }];
  const wholes = [0, 1, 2, 3].map(
    (quarter) => hazard('length/x1_quarter_1', solutions, quarter).parts[0].whole,
  );
  expect(wholes).toEqual([1, 0, 1, 0]);
});
