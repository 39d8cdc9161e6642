// The record of tasks, keyed by the word a link uses. Knows no engine and no model.
import type { RunConfig } from '../config/fields.ts';
import { arithmetic } from './arithmetic.ts';
import type { Task } from './task.ts';

export const TASKS: Readonly<Record<RunConfig['task'], Task>> = { arithmetic };
