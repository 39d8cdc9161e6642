// How much work a run is, in solutions written: what its progress is counted in. Pure.
import type { RunPlan } from './result.ts';

export interface Work {
  /** Solutions of a training step, of an evaluation, and of an examination on test problems. */
  readonly step: number;
  readonly evaluation: number;
  readonly examination: number;
}

/** Alone, in tandem and by handoff. */
const WAYS = 3;

export function workOf({ config, test }: RunPlan): Work {
  return {
    step: config.promptsPerStep * config.groupSize,
    evaluation: WAYS * config.evaluationProblems,
    examination:
      (WAYS + test.also.length + (test.reader === undefined ? 0 : 1)) *
      test.problems *
      test.samples,
  };
}

/** Of a whole run that ends at another step than the selected one. */
export function wholeWork(plan: RunPlan): number {
  const { step, evaluation, examination } = workOf(plan);
  const { steps, evaluateEvery } = plan.config;
  const evaluations = 1 + (evaluateEvery > 0 ? Math.ceil(steps / evaluateEvery) : 1);
  return steps * step + evaluations * evaluation + 3 * examination;
}
