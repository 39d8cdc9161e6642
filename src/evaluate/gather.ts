// All that an evaluation's metrics are counted from: solutions, and scores of the senior's own.
import type { Model, SequenceScores } from '../engine/engine.ts';
import type { Rewarded } from '../rl/reward.ts';
import type { Task } from '../tasks/parts/task.ts';
import { writeTogether } from './cowrite.ts';
import type { EvaluationSetup } from './setup.ts';
import { writeAlone } from './write.ts';

export interface Evaluated {
  readonly task: Task;
  /** The senior's solutions alone. */
  readonly solo: readonly Rewarded[];
  readonly tandem: readonly Rewarded[];
  readonly handoff: readonly Rewarded[];
  /** Of the solo solutions, scored by the senior: its divergences from the junior and from its weights at step 0. */
  readonly fromJunior: readonly SequenceScores[];
  readonly fromInitial: readonly SequenceScores[] | null;
  /** The solo solutions, scored by the junior. */
  readonly readByJunior: readonly SequenceScores[];
  /** With the reader in the junior's place; null where there is none. */
  readonly reader: {
    readonly handoff: readonly Rewarded[];
    readonly read: readonly SequenceScores[];
  } | null;
  /** The junior's solutions alone; null where they were not asked for. */
  readonly junior: readonly Rewarded[] | null;
}

export async function gather(
  setup: EvaluationSetup,
  { withJunior }: { readonly withJunior: boolean },
): Promise<Evaluated> {
  const { task, senior, junior, initial, reader } = setup;
  const solo = await writeAlone(setup, 'solo', senior);
  return {
    task,
    solo,
    tandem: await writeTogether(setup, 'tandem/accuracy'),
    handoff: await writeTogether(setup, 'handoff/accuracy'),
    fromJunior: await divergences(setup, solo, junior),
    fromInitial: initial === null ? null : await divergences(setup, solo, initial),
    readByJunior: await readBy(setup, solo, junior),
    reader: reader === undefined ? null : await withReader(setup, solo, reader),
    junior: withJunior ? await writeAlone(setup, 'junior', junior) : null,
  };
}

/** The senior's divergences from another model on its own solutions, at temperature 1. */
function divergences(
  { engine, senior }: EvaluationSetup,
  solutions: readonly Rewarded[],
  against: Model,
) {
  const sequences = solutions.map(({ senior, tokens }) => ({ prompt: senior.prompt, tokens }));
  return engine.score(senior, sequences, { temperature: 1, against });
}

/** Teacher-forced at temperature 1. */
function readBy({ engine }: EvaluationSetup, solutions: readonly Rewarded[], model: Model) {
  const sequences = solutions.map(({ junior, tokens }) => ({ prompt: junior.prompt, tokens }));
  return engine.score(model, sequences, { temperature: 1, against: null });
}

/** What a third, frozen model makes of the senior, going on from it and reading it. */
async function withReader(setup: EvaluationSetup, solo: readonly Rewarded[], reader: Model) {
  return {
    handoff: await writeTogether({ ...setup, junior: reader }, 'handoff/accuracy'),
    read: await readBy(setup, solo, reader),
  };
}
