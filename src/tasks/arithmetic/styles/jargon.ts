// Calculator jargon: ` <<5+3=8>>`. Knows no other style.
import { NUMERAL, numeral } from '../../parts/numeral.ts';
import { SIGNS } from './signs.ts';
import type { StepStyle } from './step.ts';

const LINE = new RegExp(`^ <<${NUMERAL}[-+*]${NUMERAL}=${NUMERAL}>>$`);

export const jargon: StepStyle = {
  name: 'jargon',
  title: 'Calculator jargon',
  line: ({ operator, left, right, result }) =>
    ` <<${numeral(left)}${SIGNS[operator]}${numeral(right)}=${numeral(result)}>>`,
  matches: (line) => LINE.test(line),
};
