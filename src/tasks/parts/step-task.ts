// Makes a task whose solutions are written step by step, from its problems, steps, styles and answers.
import type { Draws } from '../../random/random.ts';
import type { AnswerLines } from './answer.ts';
import { isRepair, type Slips, type StepWriter, writeSteps } from './fallible.ts';
import { lazy } from './lazy.ts';
import { classifyLines, hasJargon, settledLines } from './lines.ts';
import { splitOf } from './split.ts';
import type { Answer, Counts, Fault, Problem, Split, Style, StyleName, Task } from './task.ts';

/** A style that can write a step. */
export interface StepStyle<Step> extends Style {
  /** The line for a step, without its newline. Starts with a space. */
  readonly line: (step: Step) => string;
}

/** What a task says of itself. `Drawn` is what a problem is before it has a text. */
export interface StepTask<Drawn, Step, A extends Answer>
  extends Pick<Task, 'name' | 'title' | 'summary' | 'tokenizerMerges' | 'isMarkedSlip'>,
    Pick<StepWriter<Step>, 'wrong' | 'copula'> {
  /** In the order of STYLE_NAMES; the first is plain. */
  readonly styles: readonly StepStyle<Step>[];
  readonly draw: (draws: Draws) => Drawn;
  readonly keyOf: (drawn: Drawn) => string;
  readonly prompt: (drawn: Drawn, draws: Draws) => string;
  /** The next step of the key's problem, right, given the steps so far; null after the last. */
  readonly nextOf: (key: string) => StepWriter<Step>['next'];
  readonly answerOf: (steps: readonly Step[]) => A;
  readonly answer: AnswerLines<A>;
  /** Keys per split, and the probability of the commonest answer; each is asked once. */
  readonly countKeys: () => Counts;
  readonly chance: () => number;
}

/** A split holds a tenth of the keys or more: this many misses in a row mean that the draws are not random. */
const MOST_TRIES = 10000;

export function stepTask<Drawn, Step, A extends Answer>(given: StepTask<Drawn, Step, A>) {
  const { name, title, summary, tokenizerMerges, styles, answer, isMarkedSlip } = given;
  const styleOf = (styleName: StyleName): StepStyle<Step> => {
    const style = styles.find((style) => style.name === styleName);
    if (style !== undefined) return style;
    const names = styles.map((style) => style.name).join(', ');
    throw new RangeError(`style ${styleName} does not write ${name}; allowed are ${names}`);
  };
  const finished = (lines: readonly string[], steps: readonly Step[]) =>
    [...lines, answer.line(given.answerOf(steps))].join('\n');
  return {
    name,
    title,
    summary,
    tokenizerMerges,
    styles,
    problem: (draws: Draws, split: Split) => drawProblem(given, draws, split),
    render: ({ key }: Problem, style: StyleName) => {
      const steps = rightSteps(given.nextOf(key));
      return finished(steps.map(styleOf(style).line), steps);
    },
    slip: ({ key }: Problem, style: StyleName, slips: Slips, draws: Draws) => {
      const { wrong, copula } = given;
      const writer = { next: given.nextOf(key), wrong, line: styleOf(style).line, copula };
      const { lines, steps } = writeSteps(writer, slips, draws);
      return finished(lines, steps);
    },
    isMarkedSlip,
    isRepair,
    firstFault: ({ key }: Pick<Problem, 'key'>, solution: string): Fault => {
      const expected = rightSteps(given.nextOf(key)).map(styleOf('plain').line);
      const found = settledLines(solution, given.copula);
      const fault = expected.findIndex((line, i) => found[i] !== line);
      return { step: fault < 0 ? expected.length : fault, steps: expected.length };
    },
    parse: answer.parse,
    verify: (problem: Problem, solution: string) => answer.parse(solution) === problem.answer,
    classify: (solution: string) => classifyLines(styles, solution),
    hasJargon,
    space: lazy(given.countKeys),
    chance: lazy(given.chance),
  } satisfies Task;
}

/** Rejection sampling: the generator's distribution, given that the key is in the split. */
function drawProblem<Drawn, Step, A extends Answer>(
  { draw, keyOf, prompt, nextOf, answerOf }: StepTask<Drawn, Step, A>,
  draws: Draws,
  split: Split,
): Problem & { readonly answer: A } {
  for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
    const drawn = draw(draws);
    const key = keyOf(drawn);
    if (splitOf(key) !== split) continue;
    return { key, prompt: prompt(drawn, draws), answer: answerOf(rightSteps(nextOf(key))) };
  }
  throw new Error(
    `no problem of split '${split}' in ${MOST_TRIES} tries: splits are train, validation and test, and draws must vary`,
  );
}

function rightSteps<Step>(next: StepWriter<Step>['next']): readonly Step[] {
  const steps: Step[] = [];
  for (let step = next(steps); step !== null; step = next(steps)) steps.push(step);
  return steps;
}
