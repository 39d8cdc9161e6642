// Plain text: ` A true and B false gives D false`.
import type { StepStyle } from '../parts/step-task.ts';
import { apply, type LogicStep, type Named, OPERATORS } from './step.ts';

const NAMED = '([A-Z]) (true|false)';

/** Lines may hedge (`maybe` for `gives`) and take back the line before (` no,` in front). */
const LINE = new RegExp(
  `^(?: no,)? ${NAMED} (${OPERATORS.join('|')}) ${NAMED} (gives|maybe) ${NAMED}$`,
);

export const named = ({ name, value }: Named) => `${name} ${value}`;

export const plain: StepStyle<LogicStep> = {
  name: 'plain',
  title: 'Plain text',
  line: ({ operator, left, right, result }) =>
    ` ${named(left)} ${operator} ${named(right)} gives ${named(result)}`,
  matches: (line) => LINE.test(line),
};

/** Whether a line says ‘maybe’ and its result does not follow from its operands. */
export function isMarkedSlip(line: string): boolean {
  const [, , left, word, , right, copula, , result] = LINE.exec(line) ?? [];
  const operator = OPERATORS.find((operator) => operator === word);
  if (operator === undefined || copula !== 'maybe') return false;
  return apply(operator, left === 'true', right === 'true') !== (result === 'true');
}
