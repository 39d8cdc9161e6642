// A branch: a solution written on from one of its tokens, by either model or both, and scored whole.

import type { Model, Rollout, RolloutSide } from '../engine/engine.ts';
import { rowOf } from '../engine/requests.ts';
import { reward } from '../rl/reward.ts';
import { encodePrompt } from '../rl/rollout.ts';
import type { RewardedRollout } from '../run/events.ts';
import { soloSchedule } from '../tandem/run-schedule.ts';
import type { Schedule } from '../tandem/schedule.ts';
import { TASKS } from '../tasks/index.ts';
import {
  attemptRequest,
  type BranchWriter,
  type Lab,
  lastSchedule,
  type SolutionPrefix,
} from './lab.ts';

/** What was written after a place. */
export type Continuation = Pick<Rollout, 'tokens' | 'authors' | 'redraws' | 'finish'>;

/** @param attempt equal ones write the same; others draw anew */
export async function writeOn(
  lab: Lab,
  place: SolutionPrefix,
  { writer, attempt }: { readonly writer: BranchWriter; readonly attempt: number },
): Promise<RewardedRollout> {
  return scored(lab, place, await continued(lab, place, { writer, attempt }));
}

/** The tokens alone. A place that has its end, or no room left, gets none. */
export async function continued(
  lab: Lab,
  place: SolutionPrefix,
  {
    writer,
    attempt,
    start = 'coin',
  }: {
    readonly writer: BranchWriter;
    readonly attempt: number;
    /** Who writes first where both write. */
    readonly start?: Schedule['start'];
  },
): Promise<Continuation> {
  const { engine, pair, config } = lab;
  const { tokenizer } = pair;
  const room = config.maxNewTokens - place.tokens.length;
  const isOver = place.tokens.at(-1) === tokenizer.eosId;
  if (isOver || room <= 0) return { ...NOTHING, finish: isOver ? 'eos' : 'length' };
  const prompt = [...encodePrompt(tokenizer, place.problem), ...place.tokens];
  const [senior, junior] = writersOf(pair, writer);
  const request = attemptRequest(lab, [rowOf(prompt, place.tokens.length)], {
    schedule: scheduleOf(lab, writer, start),
    maxNewTokens: room,
    attempt,
  });
  const [rollout] = await engine.generate(senior, junior, request);
  if (rollout === undefined) throw new Error('the engine wrote no row');
  const { tokens, redraws, finish } = rollout;
  const authors = writer === 'junior' ? new Uint8Array(tokens.length) : rollout.authors;
  return { tokens, authors, redraws, finish };
}

export const NOTHING = {
  tokens: new Int32Array(),
  authors: new Uint8Array(),
  redraws: new Uint8Array(),
} as const;

function writersOf(pair: Lab['pair'], writer: BranchWriter): readonly [Model, Model] {
  const { senior, junior } = pair;
  if (writer === 'both') return [senior, junior];
  return writer === 'senior' ? [senior, senior] : [junior, junior];
}

function scheduleOf(lab: Lab, writer: BranchWriter, start: Schedule['start']): Schedule {
  if (writer !== 'both') return soloSchedule(lab.pair.tokenizer, lab.config);
  return { ...lastSchedule(lab), start };
}

/** The whole solution as both models read it, with its reward; what was tried out has no group. */
export async function scored(
  { engine, pair, config }: Lab,
  place: SolutionPrefix,
  continuation: Continuation,
): Promise<RewardedRollout> {
  const { tokenizer } = pair;
  const prompt = encodePrompt(tokenizer, place.problem);
  const tokens = Int32Array.from([...place.tokens, ...continuation.tokens]);
  const sideOf = async (model: Model): Promise<RolloutSide> => {
    const options = { temperature: config.temperature, against: null };
    const [scores] = await engine.score(model, [{ prompt, tokens }], options);
    if (scores === undefined) throw new Error('the engine scored no row');
    return { prompt, logprobs: scores.logprobs, entropies: scores.entropies, top: null };
  };
  const rollout: Rollout = {
    tokens,
    authors: Uint8Array.from([...place.authors, ...continuation.authors]),
    redraws: Uint8Array.from([...place.tokens.map(() => 0), ...continuation.redraws]),
    senior: await sideOf(pair.senior),
    junior: await sideOf(pair.junior),
    finish: continuation.finish,
  };
  const [rewarded] = reward(TASKS[config.task], [place.problem], [rollout], tokenizer);
  if (rewarded === undefined) throw new Error('the solution was not rewarded');
  return { ...rewarded, advantage: 0 };
}
