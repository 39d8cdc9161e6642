// Whether the senior takes back what the junior marks as doubtful, in solutions written in turns.
import type { Task } from '../tasks/parts/task.ts';
import type { Tally } from './tally.ts';

/** handoff/repair of solutions in which the senior wrote every other line, the first one too. */
export function repair(task: Task, solutions: readonly { readonly text: string }[]): Tally {
  const parts = solutions.map(({ text }) => {
    const lines = text.split('\n');
    const answers = lines.filter(
      (_, i) => i > 0 && i % 2 === 0 && task.isMarkedSlip(lines[i - 1] ?? ''),
    );
    const repairs = answers.filter(task.isRepair);
    return { part: repairs.length, whole: answers.length };
  });
  return { kind: 'ratio', parts };
}
