// The words that settings and links use for tasks. Knows no task.

export const TASK_NAMES = ['arithmetic', 'logic'] as const;
export type TaskName = (typeof TASK_NAMES)[number];
