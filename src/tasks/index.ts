// The record of tasks, keyed by the word a link uses. Knows no engine and no model.
import type { RunConfig } from '../config/fields.ts';
import { arithmetic, arithmeticX2, arithmeticX4, arithmeticX8 } from './arithmetic.ts';
import type { Task } from './task.ts';

export const TASKS: Readonly<Record<RunConfig['task'], Task>> = {
  arithmetic,
  'arithmetic-x2': arithmeticX2,
  'arithmetic-x4': arithmeticX4,
  'arithmetic-x8': arithmeticX8,
};
