// The tasks by the name that settings and links use; a new task is a folder and a row here.
import { arithmetic, arithmeticX2, arithmeticX4, arithmeticX8 } from './arithmetic/arithmetic.ts';
import { logic } from './logic/logic.ts';
import type { Task } from './parts/task.ts';

export const TASKS = {
  arithmetic,
  'arithmetic-x2': arithmeticX2,
  'arithmetic-x4': arithmeticX4,
  'arithmetic-x8': arithmeticX8,
  logic,
} as const satisfies Readonly<Record<string, Task>>;

export type TaskName = keyof typeof TASKS;
const isTaskName = (name: string): name is TaskName => Object.hasOwn(TASKS, name);
export const TASK_NAMES = Object.keys(TASKS).filter(isTaskName);

/** Tasks with the same words, named after the first of them: they share a tokenizer and models. */
export type Family = (typeof TASKS)[TaskName]['family'];
export const familyOf = (task: TaskName): Family => TASKS[task].family;
export const FAMILIES: readonly Family[] = [...new Set(TASK_NAMES.map(familyOf))];
