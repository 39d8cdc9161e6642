// The tasks by the name that settings and links use.
import { arithmetic, arithmeticX2, arithmeticX4, arithmeticX8 } from './arithmetic/arithmetic.ts';
import { logic } from './logic/logic.ts';
import type { TaskName } from './names.ts';
import type { Task } from './parts/task.ts';

export const TASKS = {
  arithmetic,
  'arithmetic-x2': arithmeticX2,
  'arithmetic-x4': arithmeticX4,
  'arithmetic-x8': arithmeticX8,
  logic,
} as const satisfies Readonly<Record<TaskName, Task>>;
