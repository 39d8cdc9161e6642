// A rollout written again with its own coins and draws by the senior as it is now.

import { requestOf, rowOf, samplingOf } from '../engine/requests.ts';
import { encodePrompt } from '../rl/rollout.ts';
import type { RewardedRollout } from '../run/events.ts';
import { scheduleAt } from '../tandem/run-schedule.ts';
import type { Problem } from '../tasks/parts/task.ts';
import type { Lab } from './lab.ts';
import { scored } from './write-on.ts';

/** What keyed a rollout's draws. */
export interface Origin {
  readonly problem: Problem;
  /** Its step, and its place among the rollouts of the step. */
  readonly step: number;
  readonly sequence: number;
}

export async function rewrite(
  lab: Lab,
  { problem, step, sequence }: Origin,
): Promise<RewardedRollout> {
  const { engine, pair, config } = lab;
  const { tokenizer } = pair;
  const prompt = encodePrompt(tokenizer, problem);
  const request = requestOf([rowOf(prompt, sequence)], {
    schedule: scheduleAt(config, step, tokenizer),
    sampling: samplingOf(config),
    seed: config.seed,
    step,
    eosId: tokenizer.eosId,
  });
  const [rollout] = await engine.generate(pair.senior, pair.junior, request);
  if (rollout === undefined) throw new Error('the engine wrote no row');
  return scored(lab, { problem, tokens: [], authors: [] }, rollout);
}
