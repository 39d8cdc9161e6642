// One step's co-written solutions: problems to prompts to a generate request to validated rollouts.
// Knows no rewards.
import type { RunConfig } from '../config/fields.ts';
import type { Engine, GenerateRow, Rollout, Schedule } from '../engine/engine.ts';
import type { Pair } from '../run/pair.ts';
import type { Problem } from '../tasks/task.ts';
import { boundaries } from '../tokenizer/boundaries.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import { validateRollout } from './validate.ts';

/** Next tokens of both models recorded for the step's first group, which the page shows. */
const SHOWN_ALTERNATIVES = 8;

/**
 * `groupSize` rollouts of each problem, in problem order; row i * groupSize + g is rollout g of
 * problem i and keys its own random draws.
 * @throws IllegalSwitchError when an author changed where the schedule does not allow it
 */
export async function rollout(
  engine: Engine,
  pair: Pair,
  config: RunConfig,
  at: { readonly step: number; readonly problems: readonly Problem[] },
): Promise<readonly Rollout[]> {
  const schedule = writingSchedule(config, at.step, pair.tokenizer);
  const rows = at.problems.flatMap((problem, group) => {
    const prompt = encodePrompt(pair.tokenizer, problem);
    return Array.from(
      { length: config.groupSize },
      (_, g): GenerateRow => ({
        seniorPrompt: prompt,
        juniorPrompt: prompt,
        sequence: group * config.groupSize + g,
        alternatives: group === 0 ? SHOWN_ALTERNATIVES : 0,
      }),
    );
  });
  const rollouts = await engine.generate(pair.senior, pair.junior, {
    rows,
    schedule,
    sampling: config,
    seed: config.seed,
    step: at.step,
    eosId: pair.tokenizer.eosId,
    promptLength: Math.max(...rows.map((row) => row.seniorPrompt.length)),
  });
  for (const written of rollouts) validateRollout(written, schedule, pair.tokenizer.eosId);
  return rollouts;
}

/** `<bos>` and the problem's text. */
export function encodePrompt(tokenizer: Tokenizer, problem: Problem): number[] {
  return [tokenizer.bosId, ...tokenizer.encode(problem.prompt)];
}

/** Who writes in a step. Where a coin masks the loss, it does not write: the senior does, alone. */
function writingSchedule(config: RunConfig, step: number, tokenizer: Tokenizer): Schedule {
  const schedule = scheduleAt(config, step, tokenizer);
  if (config.lossMask === 'author') return schedule;
  const boundary = boundaries(tokenizer, 'word');
  return { ...schedule, kind: 'word', seniorProbability: 1, start: 'senior', boundary };
}

/** The schedule of a step's coin. */
export function scheduleAt(config: RunConfig, step: number, tokenizer: Tokenizer): Schedule {
  return {
    kind: config.schedule,
    seniorProbability: seniorProbabilityAt(config, step),
    maxGap: config.maxGap,
    chunkSize: config.chunkSize,
    start: config.start,
    boundary: boundaries(tokenizer, config.schedule),
  };
}

/**
 * p at a 1-based step: curriculumStart at step 1, seniorProbability from curriculumSteps + 1 on, and in
 * between a straight line or still the start.
 */
export function seniorProbabilityAt(config: RunConfig, step: number): number {
  const { curriculumSteps, curriculumStart, curriculumShape, seniorProbability } = config;
  if (step > curriculumSteps) return seniorProbability;
  if (curriculumShape === 'jump') return curriculumStart;
  const done = (step - 1) / curriculumSteps;
  return curriculumStart + done * (seniorProbability - curriculumStart);
}
