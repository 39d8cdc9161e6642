// What a checkpoint in the making can do alone: the share of held-out problems it solves.
import { untruncated } from '../engine/requests.ts';
import { evaluationProblems } from '../evaluate/problems.ts';
import { writeAlone } from '../evaluate/write.ts';
import { TASKS } from '../tasks/index.ts';
import type { PretrainSetup } from './pretrain.ts';

const PROBLEMS = 64;
const SEED = 1;
const SAMPLING = untruncated(1, 64);

/** Always of the same problems with the same draws. */
export async function soloAccuracy({ engine, model, tokenizer }: PretrainSetup): Promise<number> {
  const task = TASKS.arithmetic;
  const problems = evaluationProblems(task, 'validation', PROBLEMS, SEED);
  const alone = { engine, senior: model, junior: model, initial: null, tokenizer, task };
  const solutions = await writeAlone(
    { ...alone, problems, sampling: SAMPLING, seed: SEED },
    'solo',
    model,
  );
  return solutions.reduce((sum, { reward }) => sum + reward, 0) / solutions.length;
}
