// The final line `#### number`: written and read here only. Knows no task, style or problem.
import { ANSWER_MARK } from '../parts/lines.ts';
import { NUMERAL, numeral } from '../parts/numeral.ts';

const ANSWER_LINE = new RegExp(`^${ANSWER_MARK} (${NUMERAL})$`);

/** The final line of a solution, without a newline. */
export function answerLine(answer: number): string {
  return `${ANSWER_MARK} ${numeral(answer)}`;
}

/**
 * The number on the final line, or null when the solution does not end in exactly one answer line.
 * Strict, so that there is one way to be right: `#### ` and 1 to 4 ASCII digits without leading
 * zeros are all of the last line, nothing follows (a newline neither: the writer has to stop), and
 * the mark stands nowhere before. What the other lines say is not looked at.
 */
export function parseAnswer(solution: string): number | null {
  const start = solution.lastIndexOf('\n') + 1;
  if (solution.slice(0, start).includes(ANSWER_MARK)) return null;
  const digits = ANSWER_LINE.exec(solution.slice(start))?.[1];
  return digits === undefined ? null : Number(digits);
}
