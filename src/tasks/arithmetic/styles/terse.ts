// Terse notation: ` +3`, what is done without what comes of it. Knows no other style.
import { NUMERAL, numeral } from '../../parts/numeral.ts';
import { SIGNS } from './signs.ts';
import type { StepStyle } from './step.ts';

const LINE = new RegExp(`^ [-+*]${NUMERAL}$`);

export const terse: StepStyle = {
  name: 'terse',
  title: 'Terse notation',
  line: ({ operator, right }) => ` ${SIGNS[operator]}${numeral(right)}`,
  matches: (line) => LINE.test(line),
};
