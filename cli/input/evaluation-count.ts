// How many distinct problems an evaluation may ask for.
import type { Split, Task } from '../../src/tasks/parts/task.ts';
import { UsageError } from './command.ts';

/** @throws UsageError when the split has fewer distinct problems */
export function checkCount(task: Task, split: Split, option: string, count: number): void {
  const most = task.space()[split];
  if (count <= most) return;
  throw new UsageError(
    `--${option} is “${count}”; allowed: at most ${most}, the distinct ${split} problems of ${task.name}.`,
  );
}
