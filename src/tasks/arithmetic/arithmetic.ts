// The tasks of story arithmetic: short stories, and ones two, four and eight times as long.
import { at } from '../../at.ts';
import type { Draws } from '../../random/random.ts';
import { stepTask } from '../parts/step-task.ts';
import { numberLines } from './answer.ts';
import { commonestAnswerShare, keyCounts } from './counts.ts';
import { apply } from './moves.ts';
import { drawSteps, keyOf, promptOf, type StoryLength, stepsOf } from './story.ts';
import { STYLES } from './styles/index.ts';
import type { ArithmeticStep } from './styles/step.ts';

/** Two to four steps. */
export const arithmetic = story('arithmetic', 'Story arithmetic', { low: 2, high: 4 });

export const arithmeticX2 = longer(2);
export const arithmeticX4 = longer(4);
export const arithmeticX8 = longer(8);

function longer(factor: number) {
  const steps = { low: 2 * factor, high: 4 * factor };
  return story(`arithmetic-x${factor}`, `Story arithmetic, ${factor} times as long`, steps);
}

/** The task of stories so many steps long; stories of one key are one problem in every such task. */
export function story(name: string, title: string, steps: StoryLength) {
  return stepTask({
    name,
    title,
    summary: 'short made-up arithmetic stories',
    tokenizerMerges: 280,
    styles: Object.values(STYLES),
    draw: (draws) => drawSteps(draws, steps),
    keyOf,
    prompt: promptOf,
    nextOf,
    wrong: wrongStep,
    copula: 'is',
    isMarkedSlip,
    answerOf: (steps) => at(steps, steps.length - 1).result,
    answer: numberLines,
    countKeys: () => keyCounts(steps),
    chance: () => commonestAnswerShare(steps),
  });
}

/** What every style can name; a total that went wrong stays among them. */
const LARGEST_NAMED = 39;

/** Each step goes on from the total written before. */
function nextOf(key: string) {
  const steps = stepsOf(key);
  return (written: readonly ArithmeticStep[]): ArithmeticStep | null => {
    const step = steps[written.length];
    if (step === undefined) return null;
    const left = written.at(-1)?.result ?? step.left;
    const result = apply(step.operator, left, step.right);
    return { ...step, left, result: Math.min(Math.max(result, 0), LARGEST_NAMED) };
  };
}

/** Off by one or two, or the other operation's result. */
function wrongStep(step: ArithmeticStep, draws: Draws): ArithmeticStep | null {
  const { left, right, result } = step;
  const near = [result - 2, result - 1, result + 1, result + 2];
  const other = step.operator === 'plus' ? left - right : left + right;
  const wrong = [...near, other].filter((n) => n >= 0 && n <= LARGEST_NAMED && n !== result);
  return wrong.length === 0 ? null : { ...step, result: draws.pick(wrong) };
}

const MARKED = / (\d+) (plus|minus|times) (\d+) maybe (\d+)$/;

function isMarkedSlip(line: string): boolean {
  const [, left, operator, right, result] = MARKED.exec(line) ?? [];
  if (operator !== 'plus' && operator !== 'minus' && operator !== 'times') return false;
  return apply(operator, Number(left), Number(right)) !== Number(result);
}
