// Symbols: ` <<A1&B0:D0>>`, one word from end to end.
import type { StepStyle } from '../parts/step-task.ts';
import type { LogicStep, Named, Operator } from './step.ts';

export const SIGNS: Readonly<Record<Operator, string>> = {
  and: '&',
  or: '|',
  implies: '-',
  equals: '=',
};

const LINE = /^ <<[A-Z][01][-&|=][A-Z][01]:[A-Z][01]>>$/;

const named = ({ name, value }: Named) => `${name}${value ? 1 : 0}`;

export const jargon: StepStyle<LogicStep> = {
  name: 'jargon',
  title: 'Symbols',
  line: ({ operator, left, right, result }) =>
    ` <<${named(left)}${SIGNS[operator]}${named(right)}:${named(result)}>>`,
  matches: (line) => LINE.test(line),
};
