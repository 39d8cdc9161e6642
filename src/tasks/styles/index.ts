// The record of styles, and which style each line of a solution is written in. Knows no task.
import { ANSWER_MARK } from '../answer.ts';
import { STYLE_NAMES, type Style, type StyleName } from '../task.ts';
import { english } from './english.ts';
import { french } from './french.ts';
import { german } from './german.ts';
import { jargon } from './jargon.ts';
import { plain } from './plain.ts';
import { spanish } from './spanish.ts';
import { terse } from './terse.ts';

export const STYLES: Readonly<Record<StyleName, Style>> = {
  plain,
  jargon,
  english,
  french,
  spanish,
  german,
  terse,
};

/** The lines of a solution but the final answer line; empty lines are skipped. */
export function stepLines(solution: string): string[] {
  const lines = solution.split('\n').filter((line) => line !== '');
  return lines.at(-1)?.startsWith(ANSWER_MARK) ? lines.slice(0, -1) : lines;
}

/** Style of each step line: at most one style accepts a line; 'mixed' is a line that none does. */
export function classify(solution: string): (StyleName | 'mixed')[] {
  return stepLines(solution).map(
    (line) => STYLE_NAMES.find((name) => STYLES[name].matches(line)) ?? 'mixed',
  );
}
