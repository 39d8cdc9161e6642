// Style rates of a few texts, counted manually.
import { expect, test } from 'vitest';
import { TASKS } from '../tasks/index.ts';
import type { Task } from '../tasks/parts/task.ts';
import { STYLE_MEASURES } from './styles.ts';
import { measured, tallies } from './tally.ts';

const styles = (texts: readonly string[], task: Task = TASKS.arithmetic) =>
  measured(tallies(STYLE_MEASURES, { task, solo: texts.map((text) => ({ text })) }));

test('jargon counts solutions, the other styles count lines', () => {
  const { metrics } = styles([
    ' 5 plus 3 is 8\n 8 minus 2 is 6\n#### 6',
    ' <<5+3=8>>\n huit moins deux font six\n 8 et 2\n#### 6',
    ' +3\n -2\n -1\n#### 5',
    '#### 5',
  ]);
  expect(metrics).toEqual({
    'style/jargon': 0.25,
    'style/plain': 2 / 8,
    'style/french': 1 / 8,
    'style/terse': 3 / 8,
    'style/mixed': 1 / 8,
    'style/english': 0,
    'style/spanish': 0,
    'style/german': 0,
  });
});

test('texts without a step line have no line rates', () => {
  expect(styles(['#### 5', '']).metrics).toEqual({ 'style/jargon': 0 });
});

test('a task is measured in its own styles only', () => {
  expect(Object.keys(styles([' A true and B false gives D false'], TASKS.logic).metrics)).toEqual([
    'style/jargon',
    'style/plain',
    'style/mixed',
  ]);
});

test('shares stay inside [0, 1] with their intervals', () => {
  const { intervals } = styles([' 5 plus 3 is 8', ' 5 plus 3 is 8\n +3', ' 5 plus 3 is 8']);
  for (const [low, high] of Object.values(intervals)) {
    expect(low).toBeGreaterThanOrEqual(0);
    expect(high).toBeLessThanOrEqual(1);
  }
});
