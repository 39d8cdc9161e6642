// The top tokens of both models at a position, whoever writes there.
import type { TopTokens } from '../engine/engine.ts';
import { rowOf, topOfBoth } from '../engine/requests.ts';
import { encodePrompt } from '../rl/rollout.ts';
import { attemptRequest, type Lab, lastSchedule, type SolutionPrefix } from './lab.ts';

/** Top tokens of both models. */
export interface NextTokens {
  readonly senior: TopTokens;
  readonly junior: TopTokens;
}

/** The best `count` of each model, best first; null where the solution has no room left. */
export async function nextTokens(
  lab: Lab,
  { problem, tokens }: SolutionPrefix,
  count: number,
): Promise<NextTokens | null> {
  const { engine, pair, config } = lab;
  const { tokenizer } = pair;
  if (tokens.length >= config.maxNewTokens || tokens.at(-1) === tokenizer.eosId) return null;
  const prompt = [...encodePrompt(tokenizer, problem), ...tokens];
  const request = attemptRequest(lab, [rowOf(prompt, 0, count)], {
    schedule: lastSchedule(lab),
    maxNewTokens: 1,
    attempt: 0,
  });
  const [rollout] = await engine.generate(pair.senior, pair.junior, request);
  return rollout === undefined ? null : topOfBoth(rollout);
}
