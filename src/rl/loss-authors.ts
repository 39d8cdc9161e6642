// Which tokens count as the senior's in the loss: those it wrote, or, as a control, those that a coin
// would have given it.

import type { RunConfig } from '../config/fields.ts';
import type { Rollout } from '../engine/engine.ts';
import { type AuthorState, type Coin, firstAuthor, nextAuthor } from '../tandem/author.ts';
import { coinDraw } from '../tandem/keys.ts';
import { scheduleAt } from '../tandem/run-schedule.ts';
import type { Schedule } from '../tandem/schedule.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';

/**
 * One bit per token of a step's rollouts, in their order. The coin is the one that would have chosen
 * the authors of a tandem run: the same draws, the same schedule.
 */
export function lossAuthors(
  rollouts: readonly Rollout[],
  config: RunConfig,
  step: number,
  tokenizer: Tokenizer,
): readonly Uint8Array[] {
  if (config.lossMask === 'author') return rollouts.map(({ authors }) => authors);
  const schedule = scheduleAt(config, step, tokenizer);
  return rollouts.map(({ tokens }, sequence) =>
    authorsByCoin(tokens, schedule, (position) =>
      coinDraw({ seed: config.seed, step }, { sequence }, position),
    ),
  );
}

/** The authors that a schedule gives to tokens that are already there. */
function authorsByCoin(
  tokens: ArrayLike<number>,
  schedule: Schedule,
  draw: (position: number) => number,
): Uint8Array {
  const coinAt =
    (position: number): Coin =>
    () =>
      draw(position);
  const authors = new Uint8Array(tokens.length);
  let state: AuthorState = firstAuthor(schedule, coinAt(0));
  for (let t = 0; t < tokens.length; t++) {
    authors[t] = state.senior ? 1 : 0;
    state = nextAuthor(state, tokens[t] ?? Number.NaN, schedule, coinAt(t + 1)).state;
  }
  return authors;
}
