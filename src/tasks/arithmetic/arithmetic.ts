// The tasks of story arithmetic: short stories, and ones two, four and eight times as long. Knows no
// tokens and no models.
import { story } from './story.ts';

/** Two to four steps. */
export const arithmetic = story('arithmetic', 'Story arithmetic', { low: 2, high: 4 });

export const arithmeticX2 = longer(2);
export const arithmeticX4 = longer(4);
export const arithmeticX8 = longer(8);

function longer(factor: number) {
  const steps = { low: 2 * factor, high: 4 * factor };
  return story(`arithmetic-x${factor}`, `Story arithmetic, ${factor} times as long`, steps);
}
