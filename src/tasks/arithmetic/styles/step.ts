// A step of arithmetic.

/** One reasoning step: `left operator right = result` on small non-negative integers. */
export interface ArithmeticStep {
  readonly operator: 'plus' | 'minus' | 'times';
  readonly left: number;
  readonly right: number;
  readonly result: number;
}
