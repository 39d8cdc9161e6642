// What an attempt on one solution works with: the pair, the settings, and the solution so far.

import type { RunConfig } from '../config/fields.ts';
import type { Engine, GenerateRequest, GenerateRow } from '../engine/engine.ts';
import { requestOf, samplingOf } from '../engine/requests.ts';
import type { Pair } from '../run/pair.ts';
import { scheduleAt } from '../tandem/run-schedule.ts';
import type { Schedule } from '../tandem/schedule.ts';
import type { Problem } from '../tasks/parts/task.ts';

/** A pair as it is now, and the settings of the run it belongs to. */
export interface Lab {
  readonly engine: Engine;
  readonly pair: Pick<Pair, 'senior' | 'junior' | 'initial' | 'tokenizer'>;
  readonly config: RunConfig;
}

/** A solution that may go on: token ids so far, and 1 where the senior wrote one. */
export interface SolutionPrefix {
  readonly problem: Problem;
  readonly tokens: readonly number[];
  readonly authors: readonly number[];
}

/** Who writes a branch: one model to the end, or both by the run's own schedule. */
export type BranchWriter = 'senior' | 'junior' | 'both';

/**
 * The `step` in the draws' keys of all that is tried out: no training step and no evaluation has it. The
 * place in the solution is the sequence, so that equal attempts at one place are equal.
 */
export const attemptKey = (attempt: number): number => 0xf0000000 + attempt;

/** What the lab's own attempts have in common. */
export const attemptRequest = (
  { pair, config }: Lab,
  rows: readonly GenerateRow[],
  how: {
    readonly schedule: Schedule;
    readonly maxNewTokens: number;
    readonly attempt: number;
  },
): GenerateRequest =>
  requestOf(rows, {
    schedule: how.schedule,
    sampling: { ...samplingOf(config), maxNewTokens: how.maxNewTokens },
    seed: config.seed,
    step: attemptKey(how.attempt),
    eosId: pair.tokenizer.eosId,
  });

/** The run's own schedule; p is that of its last step. */
export const lastSchedule = ({ pair, config }: Pick<Lab, 'pair' | 'config'>): Schedule =>
  scheduleAt(config, config.steps, pair.tokenizer);
