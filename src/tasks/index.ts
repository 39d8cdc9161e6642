// The record of tasks, keyed by the word a link uses. Knows no engine and no model.
import { arithmetic } from './arithmetic.ts';
import { logic } from './logic/logic.ts';
import type { TaskName } from './names.ts';
import type { Task } from './task.ts';

export const TASKS: Readonly<Record<TaskName, Task>> = { arithmetic, logic };
