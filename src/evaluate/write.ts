// Solutions of the evaluation problems under a schedule, validated and verified.
import type { Model } from '../engine/engine.ts';
import { requestOf, rowOf } from '../engine/requests.ts';
import { type Rewarded, reward } from '../rl/reward.ts';
import { encodePrompt } from '../rl/rollout.ts';
import { validateRollout } from '../rl/validate.ts';
import { boundaries } from '../tandem/boundaries.ts';
import { SOLO } from '../tandem/run-schedule.ts';
import type { Schedule } from '../tandem/schedule.ts';
import type { EvaluationSetup } from './setup.ts';

/**
 * The `step` in the draws' keys of each part: outside training steps and the same at every
 * evaluation, so that evaluations differ by the weights alone and can be compared in pairs.
 */
const STEPS = {
  solo: 0xffffffff,
  tandem: 0xfffffffe,
  handoff: 0xfffffffd,
  junior: 0xfffffffc,
} as const;

export interface Writing {
  readonly part: keyof typeof STEPS;
  readonly senior: Model;
  readonly junior: Model;
  readonly schedule: Pick<Schedule, 'kind' | 'seniorProbability' | 'start'>;
}

/** The chunk schedule's turn and the word schedule's gap limit, that of the tandem paper. */
const LIMITS = { maxGap: 32, chunkSize: 4 };

/** One solution per problem, in problem order; a row's draws are keyed by its problem's index. */
export async function write(
  { engine, tokenizer, task, problems, sampling, seed }: EvaluationSetup,
  { part, senior, junior, schedule }: Writing,
): Promise<readonly Rewarded[]> {
  const prompts = problems.map((problem) => encodePrompt(tokenizer, problem));
  const boundary = boundaries(tokenizer, schedule.kind);
  const full: Schedule = { ...schedule, ...LIMITS, boundary };
  const rows = prompts.map((prompt, sequence) => rowOf(prompt, sequence));
  const request = requestOf(rows, {
    schedule: full,
    sampling,
    seed,
    step: STEPS[part],
    eosId: tokenizer.eosId,
  });
  const rollouts = await engine.generate(senior, junior, request);
  for (const rollout of rollouts) validateRollout(rollout, full, tokenizer.eosId);
  return reward(task, problems, rollouts, tokenizer);
}

/** A model writing alone: it is both models of a schedule that never leaves the senior. */
export function writeAlone(
  setup: EvaluationSetup,
  part: 'solo' | 'junior',
  model: Model,
): Promise<readonly Rewarded[]> {
  return write(setup, { part, senior: model, junior: model, schedule: SOLO });
}
