// Where solutions go wrong: how often the first fault is in a step, of the steps come to without one.
import type { Problem, Task } from '../tasks/parts/task.ts';
import type { Part } from './statistics.ts';
import type { Tally } from './tally.ts';

/** Of the steps that a solution came to without a fault: those that count, and whether one is the fault. */
function hazardOf(
  task: Task,
  { problem, text }: Solved,
  counts: (quarter: number) => boolean,
): Part {
  const { step: fault, steps } = task.firstFault(problem, text);
  const isCounted = (step: number) => counts(Math.floor((4 * step) / steps));
  const reached = Array.from({ length: Math.min(fault + 1, steps) }, (_, step) => step);
  const whole = reached.filter(isCounted).length;
  return { part: fault < steps && isCounted(fault) ? 1 : 0, whole };
}

/** A solution with the problem that it solves. */
export interface Solved {
  readonly problem: Problem;
  readonly text: string;
}

/** First faults per step come to, in one quarter of the steps (0 to 3) or in all (null). */
export function hazard(task: Task, solutions: readonly Solved[], quarter: number | null): Tally {
  const counts = (found: number) => quarter === null || found === quarter;
  return { kind: 'ratio', parts: solutions.map((each) => hazardOf(task, each, counts)) };
}
