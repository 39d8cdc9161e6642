// The problems that every evaluation of a run uses: distinct ones of a held-out split.
import { draws } from '../random/random.ts';
import type { Problem, Split, Task } from '../tasks/parts/task.ts';

/** Takes the place of a training step in the draws' key. */
const STEPS = { validation: 0, test: 1 } as const;

/** Draws per wanted problem before giving up; rare problems may need many. */
const MOST_TRIES = 1000;

/**
 * `count` problems with distinct keys, the same for equal arguments; the first ones of a larger
 * count are those of a smaller one.
 * @throws when the split has fewer distinct problems
 */
export function evaluationProblems(
  task: Task,
  split: Exclude<Split, 'train'>,
  count: number,
  seed: number,
): Problem[] {
  const space = task.space()[split];
  if (!(Number.isInteger(count) && count >= 1 && count <= space)) {
    throw new Error(
      `${count} evaluation problems; the ${split} split of ${task.name} allows 1 to ${space}`,
    );
  }
  const problems = new Map<string, Problem>();
  for (let sequence = 0; problems.size < count; sequence++) {
    if (sequence === MOST_TRIES * count) {
      throw new Error(`found only ${problems.size} distinct ${split} problems; ask for fewer`);
    }
    const key = { seed, stream: 'evaluation', step: STEPS[split], sequence } as const;
    const problem = task.problem(draws(key), split);
    if (!problems.has(problem.key)) problems.set(problem.key, problem);
  }
  return [...problems.values()];
}
