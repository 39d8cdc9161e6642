// How a person's words are spelled in a solution, and what ends a line and a solution.

/** What a person writes to end a line, and the solution. */
export const LINE_END = '\n';
export const SOLUTION_END = '';

const ANSWER = '#';

/**
 * One space is before each word, at the start of a line too; the answer line begins with its mark.
 * @param before the solution so far
 */
export function spelled(text: string, before: string): string {
  const lines = text.split(LINE_END);
  return lines
    .map((line, i) => {
      const words = line.trim().replace(/\s+/g, ' ');
      const isStart = i > 0 || before === '' || before.endsWith(LINE_END);
      return words === '' || (isStart && words.startsWith(ANSWER)) ? words : ` ${words}`;
    })
    .join(LINE_END);
}
