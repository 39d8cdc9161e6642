// In which styles the senior writes: shares of its solutions and of their step lines.
import type { StyleName, Task } from '../tasks/parts/task.ts';
import { share, type Tally } from './setup.ts';

type LineStyle = Exclude<StyleName, 'jargon'> | 'mixed';

/** Styles of the task that are counted by line; jargon has its own detector. */
const lineStyles = (task: Task): readonly LineStyle[] => [
  ...task.styles.map(({ name }) => name).filter((name) => name !== 'jargon'),
  'mixed',
];

/** style/jargon by solution, the others by step line; these have no value when no text has a line. */
export function styles(task: Task, texts: readonly string[]): Tally[] {
  const lines = texts.map((text) => task.classify(text));
  return [
    share('style/jargon', texts.map(task.hasJargon)),
    ...lineStyles(task).map(
      (style): Tally => ({
        name: `style/${style}`,
        kind: 'ratio',
        parts: lines.map((found) => ({
          part: found.filter((name) => name === style).length,
          whole: found.length,
        })),
      }),
    ),
  ];
}
