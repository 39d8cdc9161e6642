// The final line of logic, `#### D false E true`: written and read here only. Knows no problem.
import { ANSWER_MARK } from '../parts/lines.ts';
import { named } from './plain.ts';
import type { Named } from './step.ts';

const ANSWER_LINE = new RegExp(`^${ANSWER_MARK} ([A-Z] (?:true|false)(?: [A-Z] (?:true|false))*)$`);

/** What the final line says: names and their values, in the order in which they were worked out. */
export const answerOf = (results: readonly Named[]) => results.map(named).join(' ');

/** The final line of a solution, without a newline. */
export const answerLine = (answer: string) => `${ANSWER_MARK} ${answer}`;

/**
 * The answer on the final line, or null when the solution does not end in exactly one answer line. As
 * strict as the number line of arithmetic: no other space, nothing after it, no mark before it.
 */
export function parseAnswer(solution: string): string | null {
  const start = solution.lastIndexOf('\n') + 1;
  if (solution.slice(0, start).includes(ANSWER_MARK)) return null;
  return ANSWER_LINE.exec(solution.slice(start))?.[1] ?? null;
}
