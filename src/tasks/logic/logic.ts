// The second task: what follows from a few truth values and definitions, worked out name by name. Knows
// no tokens and no models.
import type { Draws } from '../../random/random.ts';
import { type Slips, writeSteps } from '../parts/fallible.ts';
import { lazy } from '../parts/lazy.ts';
import { classifyLines } from '../parts/lines.ts';
import { splitOf } from '../parts/split.ts';
import type { Problem, Split, StyleName, Task } from '../parts/task.ts';
import { answerLine, answerOf, parseAnswer } from './answer.ts';
import { jargon } from './jargon.ts';
import { isMarkedSlip, named, plain } from './plain.ts';
import {
  commonestAnswerShare,
  countKeys,
  drawRules,
  givenValues,
  keyOf,
  nextStep,
  type Rules,
  resultName,
  rulesOf,
} from './rules.ts';
import type { Step, StepStyle } from './step.ts';

/** A split holds a tenth of the keys or more: this many misses in a row mean that the draws are not random. */
const MOST_TRIES = 10000;

const STYLES: readonly StepStyle[] = [plain, jargon];

/** E.g. `A true. B false. C true. D means A and B. E means D or C. What follows?` */
function tell(rules: Rules): string {
  const given = givenValues(rules).map((entry) => `${named(entry)}.`);
  const meanings = rules.rules.map(
    ({ left, operator, right }, i) => `${resultName(i)} means ${left} ${operator} ${right}.`,
  );
  return `${[...given, ...meanings].join(' ')} What follows?\n`;
}

/** Rejection sampling: the generator's distribution, given that the key is in the split. */
function problem(draws: Draws, split: Split): Problem & { readonly answer: string } {
  for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
    const rules = drawRules(draws);
    const key = keyOf(rules);
    if (splitOf(key) !== split) continue;
    return {
      key,
      prompt: tell(rules),
      answer: answerOf(stepsOf(rules).map(({ result }) => result)),
    };
  }
  throw new Error(
    `no problem of split '${split}' in ${MOST_TRIES} tries: splits are train, validation and test, and draws must vary`,
  );
}

/** All steps, right. */
export function stepsOf(rules: Rules): Step[] {
  const steps: Step[] = [];
  for (let step = nextStep(rules, steps); step !== null; step = nextStep(rules, steps)) {
    steps.push(step);
  }
  return steps;
}

function styleOf(name: StyleName): StepStyle {
  const style = STYLES.find((style) => style.name === name);
  if (style !== undefined) return style;
  const names = STYLES.map((style) => style.name).join(', ');
  throw new RangeError(`style ${name} does not write logic; allowed are ${names}`);
}

const finished = (lines: readonly string[], steps: readonly Step[]) =>
  [...lines, answerLine(answerOf(steps.map(({ result }) => result)))].join('\n');

function render({ key }: Problem, style: StyleName): string {
  const steps = stepsOf(rulesOf(key));
  return finished(steps.map(styleOf(style).line), steps);
}

/** A slip is the opposite of what follows. */
function slip({ key }: Problem, style: StyleName, slips: Slips, draws: Draws): string {
  const rules = rulesOf(key);
  const { lines, steps } = writeSteps<Step>(
    {
      next: (written) => nextStep(rules, written),
      wrong: ({ result, ...step }) => ({ ...step, result: { ...result, value: !result.value } }),
      line: styleOf(style).line,
      copula: 'gives',
    },
    slips,
    draws,
  );
  return finished(lines, steps);
}

export const logic = {
  name: 'logic',
  title: 'Propositional logic',
  styles: STYLES,
  problem,
  render,
  slip,
  isMarkedSlip,
  parse: parseAnswer,
  verify: (problem, solution) => parseAnswer(solution) === problem.answer,
  classify: (solution) => classifyLines(STYLES, solution),
  space: lazy(countKeys),
  chance: lazy(commonestAnswerShare),
} satisfies Task;
