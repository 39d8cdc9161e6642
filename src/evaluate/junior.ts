// How well the junior does alone: the same at every evaluation, so measured at the first only.
import { accuracy, type EvaluationSetup, type Measured } from './setup.ts';
import { writeAlone } from './write.ts';

/** junior/accuracy. */
export async function juniorAlone(setup: EvaluationSetup): Promise<Measured> {
  return accuracy('junior/accuracy', await writeAlone(setup, 'junior', setup.junior));
}
