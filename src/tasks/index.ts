// The record of tasks, keyed by the word a link uses. Knows no engine and no model.
import { arithmetic, arithmeticX2, arithmeticX4, arithmeticX8 } from './arithmetic/arithmetic.ts';
import { logic } from './logic/logic.ts';
import type { TaskName } from './names.ts';
import type { Task } from './parts/task.ts';

export const TASKS: Readonly<Record<TaskName, Task>> = {
  arithmetic,
  'arithmetic-x2': arithmeticX2,
  'arithmetic-x4': arithmeticX4,
  'arithmetic-x8': arithmeticX8,
  logic,
};
