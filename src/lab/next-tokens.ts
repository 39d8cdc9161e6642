// What both models hold likeliest next at a place, whoever writes there.
import type { Rollout } from '../engine/engine.ts';
import { encodePrompt, scheduleAt } from '../rl/rollout.ts';
import { attemptKey, type Lab, type Place } from './lab.ts';

export type NextTokens = NonNullable<Rollout['alternatives']>;

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
    rows: [{ seniorPrompt: prompt, juniorPrompt: prompt, sequence: 0, alternatives: count }],
    schedule: scheduleAt(config, config.steps, tokenizer),
    sampling: { ...config, maxNewTokens: 1 },
    seed: config.seed,
    step: attemptKey(0),
    eosId: tokenizer.eosId,
    promptLength: prompt.length,
  });
  return written?.alternatives ?? null;
}
