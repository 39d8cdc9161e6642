// A step of logic: two named truth values, an operator, and the name that gets the result.

/** A named truth value. */
export interface Named {
  /** A capital letter. */
  readonly name: string;
  readonly value: boolean;
}

export const OPERATORS = ['and', 'or', 'implies', 'equals'] as const;
export type Operator = (typeof OPERATORS)[number];

/** `left operator right` gives `result`. */
export interface LogicStep {
  readonly operator: Operator;
  readonly left: Named;
  readonly right: Named;
  readonly result: Named;
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
