// How well the junior does alone: the same at every evaluation unless it learns.
import { accuracy, type EvaluationSetup, type Tally } from './setup.ts';
import { writeAlone } from './write.ts';

/** junior/accuracy. */
export async function juniorAlone(setup: EvaluationSetup): Promise<Tally> {
  return accuracy('junior/accuracy', await writeAlone(setup, 'junior', setup.junior));
}
