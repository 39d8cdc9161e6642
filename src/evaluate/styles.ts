// In which styles the senior writes: shares of its solutions and of their step lines. Texts only.
import { STYLE_NAMES, type StyleName, type Task } from '../tasks/task.ts';
import { type Measured, measured, merge, share } from './setup.ts';
import { ratio } from './statistics.ts';

/** Styles that are counted by line; jargon has its own detector. */
const LINE_STYLES = [...STYLE_NAMES, 'mixed' as const].filter((name) => name !== 'jargon');

/** The jargon detector of the first tandem paper. */
const hasJargon = (text: string) => /<<|>>/.test(text);

const clip = (share: number) => Math.min(1, Math.max(0, share));

function lineShare(
  name: Exclude<StyleName | 'mixed', 'jargon'>,
  lines: readonly (readonly string[])[],
): Measured[] {
  const found = ratio(
    lines.map((styles) => ({
      part: styles.filter((style) => style === name).length,
      whole: styles.length,
    })),
  );
  if (found === null) return [];
  const interval = found.interval && ([clip(found.interval[0]), clip(found.interval[1])] as const);
  return [measured(`style/${name}`, found.value, interval)];
}

/** style/jargon by solution, the others by step line; these are left out when no text has a line. */
export function styles(task: Task, texts: readonly string[]): Measured {
  const lines = texts.map((text) => task.classify(text));
  return merge([
    share('style/jargon', texts.map(hasJargon)),
    ...LINE_STYLES.flatMap((name) => lineShare(name, lines)),
  ]);
}
