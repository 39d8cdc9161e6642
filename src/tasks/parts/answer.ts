// The final line of a solution, `#### ` and the answer: written and read here only.
import { ANSWER_MARK } from './lines.ts';
import type { Answer } from './task.ts';

/** How an answer is spelled after the mark. */
interface Spelling<A extends Answer> {
  /** Source of a regular expression for all of the text after `#### `; no group catches. */
  readonly pattern: string;
  readonly write: (answer: A) => string;
  readonly read: (text: string) => A;
}

export interface AnswerLines<A extends Answer> {
  /** The final line of a solution, without a newline. */
  readonly line: (answer: A) => string;
  /** The answer on the final line, or null when the solution does not end in exactly one answer line. */
  readonly parse: (solution: string) => A | null;
}

/**
 * Strict, so that there is one way to be right: the mark, one space and the spelled answer are all of the
 * last line, nothing follows (a newline neither: the writer has to stop), and the mark is nowhere before.
 * What the other lines say is not looked at.
 */
export function answerLines<A extends Answer>(spelling: Spelling<A>): AnswerLines<A> {
  const form = new RegExp(`^${ANSWER_MARK} (${spelling.pattern})$`);
  return {
    line: (answer) => `${ANSWER_MARK} ${spelling.write(answer)}`,
    parse: (solution) => {
      const start = solution.lastIndexOf('\n') + 1;
      if (solution.slice(0, start).includes(ANSWER_MARK)) return null;
      const text = form.exec(solution.slice(start))?.[1];
      return text === undefined ? null : spelling.read(text);
    },
  };
}
