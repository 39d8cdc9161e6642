// Where solutions go wrong: the first step that is left wrong, and how often that happens in each
// quarter of the steps, none having been left wrong before. Reads plain lines; texts only.
import type { MetricName } from '../metrics/metrics.ts';
import { stepsOf } from '../tasks/arithmetic/story.ts';
import { plain } from '../tasks/arithmetic/styles/plain.ts';
import { stepLines } from '../tasks/parts/lines.ts';
import type { Problem } from '../tasks/parts/task.ts';
import type { Tally } from './setup.ts';
import type { Part } from './statistics.ts';

const MENDED = /^ no,/;
export const QUARTERS = [0, 1, 2, 3] as const;

/**
 * The first step, counted from 0, whose line is missing or says anything else than the step, be it
 * doubted or sure; a line that begins with `no,` takes the place of the one before. The number of steps
 * when there is none.
 */
export function firstFault({ key }: Pick<Problem, 'key'>, text: string): number {
  const steps = stepsOf(key);
  const said: string[] = [];
  for (const line of stepLines(text)) {
    if (MENDED.test(line)) said.pop();
    said.push(line.replace(MENDED, '').replace(' maybe ', ' is '));
  }
  const fault = steps.findIndex((step, i) => said[i] !== plain.line(step));
  return fault < 0 ? steps.length : fault;
}

/** Of the steps that a solution came to without a fault: those that count, and whether one is the fault. */
function hazardOf(problem: Problem, text: string, counts: (quarter: number) => boolean): Part {
  const steps = stepsOf(problem.key);
  const { length } = steps;
  const fault = firstFault(problem, text);
  const quarterOf = (step: number) => Math.floor((4 * step) / length);
  const came = steps.map((_, step) => step).filter((step) => step <= fault);
  const whole = came.filter((step) => counts(quarterOf(step))).length;
  return { part: fault < length && counts(quarterOf(fault)) ? 1 : 0, whole };
}

/** First faults per step come to, in one quarter of the steps or in all. */
export function hazard(
  name: MetricName,
  solutions: readonly { readonly problem: Problem; readonly text: string }[],
  quarter: number | null,
): Tally {
  const counts = (found: number) => quarter === null || found === quarter;
  const parts = solutions.map(({ problem, text }) => hazardOf(problem, text, counts));
  return { name, kind: 'ratio', parts };
}
