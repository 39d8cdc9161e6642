// Operators as signs, for styles and keys that use them. Knows no style.
import type { Step } from './step.ts';

export const SIGNS: Readonly<Record<Step['operator'], string>> = {
  plus: '+',
  minus: '-',
  times: '*',
};
