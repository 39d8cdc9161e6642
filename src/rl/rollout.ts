// A step's rollouts: problems to prompts to a generate request to validated rollouts.

import { at } from '../at.ts';
import type { RunConfig } from '../config/fields.ts';
import type { Engine, GenerateRequest, GenerateRow, Rollout } from '../engine/engine.ts';
import { requestOf, rowOf, samplingOf } from '../engine/requests.ts';
import { type Pair, PairError } from '../run/pair.ts';
import { type Partner, partnerOf } from '../tandem/partner.ts';
import { scheduleAt, soloSchedule } from '../tandem/run-schedule.ts';
import type { Schedule } from '../tandem/schedule.ts';
import type { Problem } from '../tasks/parts/task.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import { validateRollout } from './validate.ts';

/** Top tokens of both models recorded for the step's first group, which the page shows. */
const SHOWN_TOP_TOKENS = 8;

/**
 * `groupSize` rollouts of each problem, in problem order; row i * groupSize + g is rollout g of
 * problem i and keys its own random draws.
 * @throws IllegalSwitchError when an author changed where the schedule does not allow it
 */
export async function rollout(
  engine: Engine,
  pair: Pair,
  config: RunConfig,
  { step, problems }: { readonly step: number; readonly problems: readonly Problem[] },
): Promise<readonly Rollout[]> {
  const schedule = writingSchedule(config, step, pair.tokenizer);
  const rows = problems.flatMap((problem, group) => {
    const prompt = encodePrompt(pair.tokenizer, problem);
    const topTokens = group === 0 ? SHOWN_TOP_TOKENS : 0;
    return Array.from({ length: config.groupSize }, (_, g) =>
      rowOf(prompt, group * config.groupSize + g, topTokens),
    );
  });
  const request = requestOf(rows, {
    schedule,
    sampling: samplingOf(config),
    seed: config.seed,
    step,
    eosId: pair.tokenizer.eosId,
  });
  const rollouts = await generateWithPartners(engine, pair, config, request);
  for (const each of rollouts) validateRollout(each, schedule, pair.tokenizer.eosId);
  return rollouts;
}

/**
 * The rows of each junior are a request of their own, for rows do not depend on each other. Both are
 * asked for at once, so that pipelined rollouts are made with the weights of now.
 */
async function generateWithPartners(
  engine: Engine,
  pair: Pair,
  config: RunConfig,
  request: GenerateRequest,
): Promise<readonly Rollout[]> {
  const parts = byPartner(request, config).map(async ([partner, rows]) => {
    const junior = pair[partner];
    if (junior === null) {
      throw new PairError(`secondJunior is ${config.secondJunior}, but no such model was loaded`);
    }
    const rollouts = await engine.generate(pair.senior, junior, { ...request, rows });
    return rows.map(({ sequence }, i) => ({ sequence, rollout: at(rollouts, i) }));
  });
  const numbered = (await Promise.all(parts)).flat();
  return numbered.sort((a, b) => a.sequence - b.sequence).map(({ rollout }) => rollout);
}

/** Each junior with its rows; one without rows is left out. */
function byPartner(
  { rows, step }: GenerateRequest,
  config: RunConfig,
): [Partner, readonly GenerateRow[]][] {
  const partnerAt = ({ sequence }: GenerateRow) =>
    partnerOf(config, step, Math.floor(sequence / config.groupSize));
  const partners = new Set(rows.map(partnerAt));
  return [...partners].map((partner) => [
    partner,
    rows.filter((row) => partnerAt(row) === partner),
  ]);
}

/** `<bos>` and the problem's text. */
export function encodePrompt(tokenizer: Tokenizer, problem: Problem): number[] {
  return [tokenizer.bosId, ...tokenizer.encode(problem.prompt)];
}

/** Who writes in a step. Where a coin masks the loss, it does not write: the senior does, alone. */
function writingSchedule(config: RunConfig, step: number, tokenizer: Tokenizer): Schedule {
  return config.lossMask === 'author'
    ? scheduleAt(config, step, tokenizer)
    : soloSchedule(tokenizer, config);
}
