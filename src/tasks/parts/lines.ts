// The step lines of a solution, and which style each is written in. Knows no task and no style.
import type { Style, StyleName } from './task.ts';

/** The lines of a solution but the final answer line; empty lines are skipped. */
export function stepLines(solution: string): string[] {
  const lines = solution.split('\n').filter((line) => line !== '');
  return lines.at(-1)?.startsWith(ANSWER_MARK) ? lines.slice(0, -1) : lines;
}

/** Style of each step line: at most one style accepts a line; 'mixed' is a line that none does. */
export function classifyLines(styles: readonly Style[], solution: string): (StyleName | 'mixed')[] {
  return stepLines(solution).map(
    (line) => styles.find((style) => style.matches(line))?.name ?? 'mixed',
  );
}

export const ANSWER_MARK = '####';
