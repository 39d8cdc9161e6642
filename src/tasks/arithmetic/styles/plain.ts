// Plain text: ` 5 plus 3 is 8`.
import { NUMERAL, numeral } from '../../parts/numeral.ts';
import type { StepStyle } from '../../parts/step-task.ts';
import type { ArithmeticStep } from './step.ts';

/** Lines may hedge (`maybe` for `is`) and take back the line before (` no,` in front). */
const LINE = new RegExp(
  `^(?: no,)? ${NUMERAL} (?:plus|minus|times) ${NUMERAL} (?:is|maybe) ${NUMERAL}$`,
);

export const plain: StepStyle<ArithmeticStep> = {
  name: 'plain',
  title: 'Plain text',
  line: ({ operator, left, right, result }) =>
    ` ${numeral(left)} ${operator} ${numeral(right)} is ${numeral(result)}`,
  matches: (line) => LINE.test(line),
};
