// Repairs that are counted: only the junior's lines, only slips that it marks, only the line after them.
import { expect, test } from 'vitest';
import { TASKS } from '../tasks/index.ts';
import { repair } from './repair.ts';
import { measured } from './tally.ts';

const repairs = (texts: readonly string[]) =>
  repair(
    TASKS.arithmetic,
    texts.map((text) => ({ text })),
  );

test('the junior’s marked slips, and those that the senior takes back', () => {
  const texts = [
    // Mended.
    ' 5 plus 3 is 8\n 8 minus 2 maybe 5\n no, 8 minus 2 is 6\n#### 6',
    // Not mended: the answer follows.
    ' 5 plus 3 is 8\n 8 minus 2 maybe 5\n#### 5',
    // The senior's own slip, a right line, an unmarked slip: none counts.
    ' 5 plus 3 maybe 9\n no, 5 plus 3 is 8\n#### 8',
    ' 5 plus 3 is 8\n 8 times 2 maybe 16\n no, 8 times 2 is 16\n#### 16',
    ' 5 plus 3 is 8\n 8 minus 2 is 5\n no, 8 minus 2 is 6\n#### 6',
    // Cut off before the senior could.
    ' 5 plus 3 is 8\n 8 minus 2 maybe 5',
  ];
  expect(repairs(texts).parts).toEqual([
    { part: 1, whole: 1 },
    { part: 0, whole: 1 },
    { part: 0, whole: 0 },
    { part: 0, whole: 0 },
    { part: 0, whole: 0 },
    { part: 0, whole: 0 },
  ]);
  const value = (of: readonly string[]) =>
    measured([{ name: 'handoff/repair', ...repairs(of) }]).metrics;
  expect(value(texts)).toEqual({ 'handoff/repair': 0.5 });
  expect(value(['#### 3'])).toEqual({});
});
