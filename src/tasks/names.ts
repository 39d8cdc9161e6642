// The names of the tasks and their families, apart from the tasks’ code so that the page need not load it.

/**
 * Tasks with the same words, named after the first of them, are a family: they share a tokenizer and models.
 * A new task is a folder, a row here, and a row of TASKS, which does not compile without it.
 */
const TASK_FAMILIES = {
  arithmetic: 'arithmetic',
  'arithmetic-x2': 'arithmetic',
  'arithmetic-x4': 'arithmetic',
  'arithmetic-x8': 'arithmetic',
  logic: 'logic',
} as const;

export type TaskName = keyof typeof TASK_FAMILIES;
const isTaskName = (name: string): name is TaskName => Object.hasOwn(TASK_FAMILIES, name);
export const TASK_NAMES = Object.keys(TASK_FAMILIES).filter(isTaskName);

export type Family = (typeof TASK_FAMILIES)[TaskName];
export const familyOf = (task: TaskName): Family => TASK_FAMILIES[task];
export const FAMILIES: readonly Family[] = [...new Set(TASK_NAMES.map(familyOf))];
