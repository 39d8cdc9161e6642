// In which styles the senior writes: shares of its solutions and of their step lines.
import type { StyleName } from '../tasks/parts/task.ts';
import type { Evaluated } from './gather.ts';
import { share, type Tally } from './tally.ts';

type LineStyle = Exclude<StyleName, 'jargon'> | 'mixed';
type Texts = Pick<Evaluated, 'task'> & { readonly solo: readonly { readonly text: string }[] };
type StyleMeasure = (found: Texts) => Tally | null;

/** Share of step lines; null where the task has no such style, without a value where no text has a line. */
const byLine =
  (style: LineStyle): StyleMeasure =>
  ({ task, solo }) => {
    if (style !== 'mixed' && !task.styles.some(({ name }) => name === style)) return null;
    const parts = solo.map(({ text }) => {
      const lines = task.classify(text);
      return { part: lines.filter((name) => name === style).length, whole: lines.length };
    });
    return { kind: 'ratio', parts };
  };

/** Jargon, which has a detector, by solution; the others by step line. */
export const STYLE_MEASURES: Readonly<Record<`style/${StyleName | 'mixed'}`, StyleMeasure>> = {
  'style/jargon': ({ task, solo }) => share(solo.map(({ text }) => task.hasJargon(text))),
  'style/plain': byLine('plain'),
  'style/english': byLine('english'),
  'style/french': byLine('french'),
  'style/spanish': byLine('spanish'),
  'style/german': byLine('german'),
  'style/terse': byLine('terse'),
  'style/mixed': byLine('mixed'),
};
