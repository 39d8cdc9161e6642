// Tests of stories of other lengths: the same rules, counts that agree with listing, splits by key.
import { describe, expect, test } from 'vitest';
import { at } from '../../at.ts';
import { draws } from '../../random/random.ts';
import { SHARES, splitOf } from '../parts/split.ts';
import type { Task } from '../parts/task.ts';
import { arithmetic, arithmeticX2, arithmeticX4, arithmeticX8, story } from './arithmetic.ts';
import { stepsOf } from './story.ts';

const problemsOf = (task: Task, split: 'train' | 'test', count: number) =>
  Array.from({ length: count }, (_, sequence) =>
    task.problem(draws({ seed: 5, stream: 'data', step: 0, sequence }), split),
  );

describe.each([
  [2, arithmeticX2],
  [4, arithmeticX4],
  [8, arithmeticX8],
] as const)('%i times as long', (factor, task) => {
  test('stories have as many steps more, each going on from the one before', () => {
    const problems = problemsOf(task, 'test', 300);
    const lengths = problems.map(({ key }) => stepsOf(key).length);
    expect([Math.min(...lengths), Math.max(...lengths)]).toEqual([2 * factor, 4 * factor]);
    for (const { key, answer } of problems) {
      const steps = stepsOf(key);
      expect(splitOf(key)).toBe('test');
      steps.forEach(({ left }, i) => {
        if (i > 0) expect(left).toBe(at(steps, i - 1).result);
      });
      expect(answer).toBe(steps.at(-1)?.result);
    }
  });

  test('its own solution is right, and no other answer', () => {
    for (const problem of problemsOf(task, 'train', 50)) {
      const solution = task.render(problem, 'plain');
      expect(task.verify(problem, solution)).toBe(true);
      expect(task.verify(problem, `${solution}1`)).toBe(false);
    }
  });

  test('there are more problems than can be listed, in splits of the usual shares', () => {
    const { all, train, validation, test } = task.space();
    expect(all).toBeGreaterThan(1e9);
    expect(train / all).toBeCloseTo(SHARES.train, 6);
    expect(test).toBe(validation);
    expect(task.chance()).toBeGreaterThan(1 / 30);
    expect(task.chance()).toBeLessThan(0.1);
  });
});

test('counting gives as many keys as listing does', () => {
  const keysOf = (steps: number) => story('s', 'S', { low: steps, high: steps }).space().all;
  // A step more than are listed: every key of five steps is one of four and a legal move.
  const counted = story('s', 'S', { low: 3, high: 5 }).space().all;
  expect(counted - keysOf(5)).toBe(keysOf(3) + keysOf(4));
  expect(arithmetic.space().all).toBe(572590);
});

test('a key is of one split, whatever the length of its task', () => {
  const keys = (task: Task, split: 'train' | 'test') =>
    problemsOf(task, split, 2000).map(({ key }) => key);
  const trained = new Set(keys(arithmetic, 'train'));
  expect(keys(arithmeticX2, 'test').filter((key) => trained.has(key))).toEqual([]);
});
