// The problems of a step, from the data stream alone: every method and every seed of the junior
// sees the same ones.
import type { RunConfig } from '../config/fields.ts';
import { draws } from '../random/random.ts';
import type { Problem, Task } from '../tasks/parts/task.ts';

export function problemsAt(task: Task, config: RunConfig, step: number): Problem[] {
  return Array.from({ length: config.promptsPerStep }, (_, sequence) =>
    task.problem(draws({ seed: config.seed, stream: 'data', step, sequence }), 'train'),
  );
}
