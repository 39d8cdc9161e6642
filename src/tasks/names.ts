// The words that settings and links use for tasks, and which of them speak one language. Knows no task.

export const TASK_NAMES = [
  'arithmetic',
  'arithmetic-x2',
  'arithmetic-x4',
  'arithmetic-x8',
  'logic',
] as const;
export type TaskName = (typeof TASK_NAMES)[number];

/** Tasks with the same words, told by the first of them: they share a tokenizer and models. */
export const FAMILIES = {
  arithmetic: 'arithmetic',
  'arithmetic-x2': 'arithmetic',
  'arithmetic-x4': 'arithmetic',
  'arithmetic-x8': 'arithmetic',
  logic: 'logic',
} as const satisfies Readonly<Record<TaskName, TaskName>>;
export type Family = (typeof FAMILIES)[TaskName];
