// A step of arithmetic, and a style that can write it. Types only.
import type { Style } from '../../parts/task.ts';

/** One reasoning step: `left operator right = result` on small non-negative integers. */
export interface Step {
  readonly operator: 'plus' | 'minus' | 'times';
  readonly left: number;
  readonly right: number;
  readonly result: number;
}

export interface StepStyle extends Style {
  /** The line for a step, without its newline. Starts with a space. */
  readonly line: (step: Step) => string;
}
