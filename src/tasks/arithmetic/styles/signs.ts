// Operators as signs, for styles and keys that use them.
import type { ArithmeticStep } from './step.ts';

export const SIGNS: Readonly<Record<ArithmeticStep['operator'], string>> = {
  plus: '+',
  minus: '-',
  times: '*',
};
