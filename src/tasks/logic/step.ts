// A step of logic: two named truth values, an operator, and the name that gets the result. Knows no
// problem and no style.
import type { Style } from '../parts/task.ts';

export interface Named {
  /** A capital letter. */
  readonly name: string;
  readonly value: boolean;
}

export const OPERATORS = ['and', 'or', 'implies', 'equals'] as const;
export type Operator = (typeof OPERATORS)[number];

/** `left operator right` gives `result`. */
export interface Step {
  readonly operator: Operator;
  readonly left: Named;
  readonly right: Named;
  readonly result: Named;
}

export interface StepStyle extends Style {
  /** The line for a step, without its newline. Starts with a space. */
  readonly line: (step: Step) => string;
}

export function apply(operator: Operator, left: boolean, right: boolean): boolean {
  const results = {
    and: left && right,
    or: left || right,
    implies: !left || right,
    equals: left === right,
  };
  return results[operator];
}
