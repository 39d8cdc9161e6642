// Terse notation: ` +3`, what is done without what comes of it.
import { NUMERAL, numeral } from '../../parts/numeral.ts';
import type { StepStyle } from '../../parts/step-task.ts';
import { SIGNS } from './signs.ts';
import type { ArithmeticStep } from './step.ts';

const LINE = new RegExp(`^ [-+*]${NUMERAL}$`);

export const terse: StepStyle<ArithmeticStep> = {
  name: 'terse',
  title: 'Terse notation',
  line: ({ operator, right }) => ` ${SIGNS[operator]}${numeral(right)}`,
  matches: (line) => LINE.test(line),
};
