// How often the junior ends a solution right if it takes over after each word: Monte Carlo.
import { rowOf } from '../engine/requests.ts';
import { type Interval, wilson } from '../evaluate/statistics.ts';
import { reward } from '../rl/reward.ts';
import { encodePrompt } from '../rl/rollout.ts';
import { boundaries } from '../tandem/boundaries.ts';
import { soloSchedule } from '../tandem/run-schedule.ts';
import { TASKS } from '../tasks/index.ts';
import type { Problem } from '../tasks/parts/task.ts';
import { attemptRequest, type Lab } from './lab.ts';

export interface HandoffPoint {
  /** Tokens written before the junior takes over. */
  readonly at: number;
  /** Share of right endings, with its 95 % interval. */
  readonly share: number;
  readonly interval: Interval;
}

/** Places where the junior may take over: at the start, and after each word of the solution. */
export function takeovers({ pair }: Pick<Lab, 'pair'>, tokens: readonly number[]): number[] {
  const begins = boundaries(pair.tokenizer, 'word');
  const last = tokens.length - 1;
  // A word ends where the next one begins, or before what is no word: a line's end, the answer line.
  return [
    0,
    ...tokens.flatMap((token, t) => {
      const next = tokens[t + 1];
      if (t >= last || token === pair.tokenizer.eosId || next === undefined) return [];
      const isInWord = begins[next] !== 1 && /^\S/.test(pair.tokenizer.surface(next));
      return isInWord && /\S$/.test(pair.tokenizer.surface(token)) ? [] : [t + 1];
    }),
  ];
}

/** One point after the other, `samples` endings each. Equal draws at every step of training. */
export async function* handoffMap(
  lab: Lab,
  { problem, tokens }: { readonly problem: Problem; readonly tokens: readonly number[] },
  samples: number,
): AsyncGenerator<HandoffPoint, void> {
  for (const at of takeovers(lab, tokens)) {
    const right = await rightEndings(lab, { problem, tokens: tokens.slice(0, at) }, samples);
    yield { at, share: right / samples, interval: wilson(right, samples) };
  }
}

async function rightEndings(
  lab: Lab,
  { problem, tokens }: { readonly problem: Problem; readonly tokens: readonly number[] },
  samples: number,
): Promise<number> {
  const { engine, pair, config } = lab;
  const { tokenizer } = pair;
  const prompt = [...encodePrompt(tokenizer, problem), ...tokens];
  const rows = Array.from({ length: samples }, (_, sample) =>
    rowOf(prompt, tokens.length * samples + sample),
  );
  const request = attemptRequest(lab, rows, {
    schedule: soloSchedule(tokenizer, config),
    maxNewTokens: config.maxNewTokens - tokens.length,
    attempt: 0,
  });
  const endings = await engine.generate(pair.junior, pair.junior, request);
  const solutions = endings.map((ending) => ({
    ...ending,
    tokens: Int32Array.from([...tokens, ...ending.tokens]),
  }));
  const rewarded = reward(TASKS[config.task], [problem], solutions, tokenizer);
  return rewarded.filter((solution) => solution.reward > 0).length;
}
