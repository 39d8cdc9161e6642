// The step lines of a solution, and which style each is written in.
import { DOUBT, isRepair, REPAIR } from './fallible.ts';
import type { Style, StyleName } from './task.ts';

/** Begins the final line of a solution. */
export const ANSWER_MARK = '####';

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

/** The jargon detector of the first tandem paper. */
export const hasJargon = (solution: string): boolean => /<<|>>/.test(solution);

/** The step lines of a solution after all repairs, each as if it had not been doubted. */
export function settledLines(solution: string, copula: string): readonly string[] {
  const lines: string[] = [];
  for (const line of stepLines(solution)) {
    if (isRepair(line)) lines.pop();
    const text = isRepair(line) ? line.slice(REPAIR.length) : line;
    lines.push(text.replace(` ${DOUBT} `, ` ${copula} `));
  }
  return lines;
}
