// How a writer errs: slips, marks of doubt and repairs, line by line, whatever the steps are. Each step
// goes on from what was written before, right or wrong. Knows no task.
import type { Draws } from '../../random/random.ts';

/** How often a writer errs, and how it marks and mends what it notices. Probabilities per line. */
export interface Slips {
  /** A wrong result. */
  readonly rate: number;
  /** ‘maybe’ on wrong and on right lines, and a repair after a marked wrong line. */
  readonly hedge?: {
    readonly onWrong: number;
    readonly onRight: number;
    readonly repair: number;
  };
}

/** What a task says of its steps. */
export interface StepWriter<Step> {
  /** The next step, right, given the steps that stand so far; null after the last. */
  readonly next: (written: readonly Step[]) => Step | null;
  /** The step with a wrong result; null where it has none. */
  readonly wrong: (step: Step, draws: Draws) => Step | null;
  readonly line: (step: Step) => string;
  /** The word of a line that ‘maybe’ takes the place of. */
  readonly copula: string;
}

export interface Written<Step> {
  readonly lines: readonly string[];
  /** What stands in the end: a step taken back is not among them. */
  readonly steps: readonly Step[];
}

export function writeSteps<Step>(
  { next, wrong, line, copula }: StepWriter<Step>,
  slips: Slips,
  draws: Draws,
): Written<Step> {
  const lines: string[] = [];
  const steps: Step[] = [];
  for (let step = next(steps); step !== null; step = next(steps)) {
    const slip = draws.uniform() < slips.rate ? wrong(step, draws) : null;
    const marked = isMarked(slips, draws, slip !== null);
    const text = line(slip ?? step);
    lines.push(marked ? text.replace(` ${copula} `, ' maybe ') : text);
    const mended = slip !== null && marked && draws.uniform() < (slips.hedge?.repair ?? 0);
    if (mended) lines.push(line(step).replace(/^ /, ' no, '));
    steps.push(mended ? step : (slip ?? step));
  }
  return { lines, steps };
}

function isMarked({ hedge }: Slips, draws: Draws, wrong: boolean): boolean {
  if (hedge === undefined) return false;
  return draws.uniform() < (wrong ? hedge.onWrong : hedge.onRight);
}
