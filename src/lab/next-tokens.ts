// What both models hold likeliest next at a place, whoever writes there.
import type { TopTokens } from '../engine/engine.ts';
import { encodePrompt, scheduleAt } from '../rl/rollout.ts';
import { topOfBoth } from '../run/flat-rollout.ts';
import { attemptKey, type Lab, type Place } from './lab.ts';

/** Top tokens of both models. */
export interface NextTokens {
  readonly senior: TopTokens;
  readonly junior: TopTokens;
}

/** The best `count` of each model, best first; null where the solution has no room left. */
export async function nextTokens(
  { engine, pair, config }: Lab,
  { problem, tokens }: Place,
  count: number,
): Promise<NextTokens | null> {
  const { tokenizer } = pair;
  if (tokens.length >= config.maxNewTokens || tokens.at(-1) === tokenizer.eosId) return null;
  const prompt = [...encodePrompt(tokenizer, problem), ...tokens];
  const [written] = await engine.generate(pair.senior, pair.junior, {
    rows: [{ prompts: { senior: prompt, junior: prompt }, sequence: 0, topTokens: count }],
    schedule: scheduleAt(config, config.steps, tokenizer),
    sampling: { ...config, maxNewTokens: 1 },
    seed: config.seed,
    step: attemptKey(0),
    eosId: tokenizer.eosId,
    promptLength: prompt.length,
  });
  return written === undefined ? null : topOfBoth(written);
}
