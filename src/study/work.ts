// How much work a run is, in solutions written: what its progress is counted in.
import type { TestPlan } from '../experiments/experiment.ts';
import { LENGTHS } from '../metrics/lengths.ts';
import type { RunPlan } from './result.ts';

export interface RunWork {
  /** Solutions of a training step, of an evaluation, and of an examination on test problems. */
  readonly step: number;
  readonly evaluation: number;
  readonly examination: number;
}

/** Alone, in tandem and by handoff. */
const WAYS = 3;

/** The parts of a plan that decide how much work it is. */
type WorkPlan = Pick<RunPlan, 'config' | 'test'>;

export function workOf({ config, test }: WorkPlan): RunWork {
  // A junior that learns writes alone too, every time.
  const ways = WAYS + (config.juniorLearns ? 1 : 0);
  const more = test.also.length + (test.reader === undefined ? 0 : 1);
  return {
    step: config.promptsPerStep * config.groupSize,
    evaluation: ways * config.evaluationProblems,
    examination: (ways + more) * test.problems * test.samples + lengthsWork(test),
  };
}

/** Alone and by handoff; a solution twice as long counts twice. */
function lengthsWork({ lengths = [] }: TestPlan): number {
  const work = lengths.map(
    ({ length, problems, samples }) => 2 * problems * samples * LENGTHS[length].factor,
  );
  return work.reduce((sum, each) => sum + each, 0);
}

/** Solutions of a whole run whose selected step is not its last. */
export function wholeWork(plan: WorkPlan): number {
  const { step, evaluation, examination } = workOf(plan);
  const { steps, evaluateEvery } = plan.config;
  const evaluations = 1 + (evaluateEvery > 0 ? Math.ceil(steps / evaluateEvery) : 1);
  return steps * step + evaluations * evaluation + 3 * examination;
}
