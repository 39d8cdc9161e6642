// The task of propositional logic: what follows from a few truth values and definitions, worked out name by name.
import { stepTask } from '../parts/step-task.ts';
import { valueLines } from './answer.ts';
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
import type { LogicStep } from './step.ts';

export const logic = stepTask({
  name: 'logic',
  title: 'Propositional logic',
  summary: 'short made-up problems of propositional logic',
  tokenizerMerges: 53,
  styles: [plain, jargon],
  draw: drawRules,
  keyOf,
  prompt: promptOf,
  nextOf: (key) => {
    const rules = rulesOf(key);
    return (written) => nextStep(rules, written);
  },
  wrong: opposite,
  copula: 'gives',
  isMarkedSlip,
  answerOf: (steps) => steps.map(({ result }) => named(result)).join(' '),
  answer: valueLines,
  countKeys,
  chance: commonestAnswerShare,
});

/** E.g. `A true. B false. C true. D means A and B. E means D or C. What follows?` */
function promptOf(rules: Rules): string {
  const given = givenValues(rules).map((entry) => `${named(entry)}.`);
  const meanings = rules.rules.map(
    ({ left, operator, right }, i) => `${resultName(i)} means ${left} ${operator} ${right}.`,
  );
  return `${[...given, ...meanings].join(' ')} What follows?\n`;
}

/** A slip is the opposite of what follows. */
function opposite({ result, ...step }: LogicStep): LogicStep {
  return { ...step, result: { ...result, value: !result.value } };
}
