// Calculator jargon: ` <<5+3=8>>`.
import { NUMERAL, numeral } from '../../parts/numeral.ts';
import type { StepStyle } from '../../parts/step-task.ts';
import { SIGNS } from './signs.ts';
import type { ArithmeticStep } from './step.ts';

const LINE = new RegExp(`^ <<${NUMERAL}[-+*]${NUMERAL}=${NUMERAL}>>$`);

export const jargon: StepStyle<ArithmeticStep> = {
  name: 'jargon',
  title: 'Calculator jargon',
  line: ({ operator, left, right, result }) =>
    ` <<${numeral(left)}${SIGNS[operator]}${numeral(right)}=${numeral(result)}>>`,
  matches: (line) => LINE.test(line),
};
