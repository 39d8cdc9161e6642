// How a writer errs: slips, marks of doubt and repairs, line by line, whatever the steps are.
import type { Draws } from '../../random/random.ts';

/** How often a writer errs, and how it marks and repairs what it notices. Probabilities per line. */
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
  /** The next step, right, given the steps so far, right or wrong; null after the last. */
  readonly next: (written: readonly Step[]) => Step | null;
  /** The step with a wrong result; null where it has none. */
  readonly wrong: (step: Step, draws: Draws) => Step | null;
  readonly line: (step: Step) => string;
  /** The word of a line that ‘maybe’ takes the place of. */
  readonly copula: string;
}

export interface WrittenSteps<Step> {
  readonly lines: readonly string[];
  /** Without those that were taken back. */
  readonly steps: readonly Step[];
}

/** The word on a line that may be wrong. */
export const DOUBT = 'maybe';
/** What a line that takes back the one before it begins with. */
export const REPAIR = ' no,';

/** Whether a line takes back the one before it. */
export const isRepair = (line: string): boolean => line.startsWith(REPAIR);

/** Each step goes on from what was written before it, right or wrong. */
export function writeSteps<Step>(
  { next, wrong, line, copula }: StepWriter<Step>,
  slips: Slips,
  draws: Draws,
): WrittenSteps<Step> {
  const lines: string[] = [];
  const steps: Step[] = [];
  for (let step = next(steps); step !== null; step = next(steps)) {
    const slip = draws.uniform() < slips.rate ? wrong(step, draws) : null;
    const marked = isMarked(slips, draws, slip !== null);
    const text = line(slip ?? step);
    lines.push(marked ? text.replace(` ${copula} `, ` ${DOUBT} `) : text);
    const repaired = slip !== null && marked && draws.uniform() < (slips.hedge?.repair ?? 0);
    if (repaired) lines.push(`${REPAIR}${line(step)}`);
    steps.push(repaired ? step : (slip ?? step));
  }
  return { lines, steps };
}

function isMarked({ hedge }: Slips, draws: Draws, wrong: boolean): boolean {
  if (hedge === undefined) return false;
  return draws.uniform() < (wrong ? hedge.onWrong : hedge.onRight);
}
