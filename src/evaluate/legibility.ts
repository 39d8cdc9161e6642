// How well the junior reads the senior's own solutions.
import { sequenceOf } from '../engine/requests.ts';
import type { Rewarded } from '../rl/reward.ts';
import { average, type EvaluationSetup, type Tally } from './setup.ts';

/** legibility/junior_ce: mean per token, then over solutions; teacher-forced at temperature 1. */
export async function legibility(
  { engine, junior }: EvaluationSetup,
  solutions: readonly Rewarded[],
): Promise<Tally> {
  const sequences = solutions.map((rollout) => sequenceOf(rollout, 'junior'));
  const scores = await engine.score(junior, sequences, { temperature: 1, against: null });
  return average(
    'legibility/junior_ce',
    scores.map(
      ({ logprobs }) => -logprobs.reduce((sum, value) => sum + value, 0) / logprobs.length,
    ),
  );
}
