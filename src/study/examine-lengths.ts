// Test problems of several lengths, alone and by handoff: right answers, and where the first fault is.
import { at } from '../at.ts';
import { writeTogether } from '../evaluate/cowrite.ts';
import { hazard } from '../evaluate/hazard.ts';
import { evaluationProblems } from '../evaluate/problems.ts';
import { repair } from '../evaluate/repair.ts';
import { retention } from '../evaluate/retention.ts';
import type { EvaluationSetup } from '../evaluate/setup.ts';
import { accuracy, type NamedTally } from '../evaluate/tally.ts';
import { writeAlone } from '../evaluate/write.ts';
import type { LengthTest } from '../experiments/experiment.ts';
import { LENGTHS } from '../metrics/lengths.ts';
import { TASKS } from '../tasks/index.ts';
import { cellsOf, withCopies } from './examine.ts';
import type { Examination } from './result.ts';

/** @param setup its task and problems give way to those of the lengths, and solutions may be as much longer */
export async function examineLengths(
  setup: EvaluationSetup,
  lengths: readonly LengthTest[],
): Promise<Examination> {
  let found: Examination = {};
  for (const test of lengths) {
    const tallies = await countLength(setup, test);
    found = { ...found, ...Object.fromEntries(cellsOf(tallies, test.problems)) };
  }
  return found;
}

async function countLength(
  setup: EvaluationSetup,
  { length, problems, samples }: LengthTest,
): Promise<readonly NamedTally[]> {
  const { task: name, factor, ...names } = LENGTHS[length];
  const task = TASKS[name];
  const { maxNewTokens } = setup.sampling;
  const all = withCopies(
    {
      ...setup,
      task,
      problems: evaluationProblems(task, 'test', problems, setup.seed),
      sampling: { ...setup.sampling, maxNewTokens: maxNewTokens * factor },
    },
    samples,
  );
  const alone = await writeAlone(all, 'solo', setup.senior);
  const together = await writeTogether(all, 'handoff/accuracy');
  const solved = (solutions: typeof alone) =>
    solutions.map(({ text }, i) => ({ text, problem: at(all.problems, i) }));
  const solo = accuracy(alone);
  const handoff = accuracy(together);
  return [
    { name: names.solo, ...solo },
    { name: names.handoff, ...handoff },
    { name: names.retention, ...retention(solo, handoff) },
    { name: names.repair, ...repair(task, together) },
    { name: names.soloFaults, ...hazard(task, solved(alone), null) },
    { name: names.handoffFaults, ...hazard(task, solved(together), null) },
    ...names.quarters.map((name, i) => ({ name, ...hazard(task, solved(together), i) })),
  ];
}
