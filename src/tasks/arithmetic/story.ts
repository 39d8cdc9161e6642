// Stories of buying, losing and doubling: drawn, written as a key and as a prompt, and read back from a key.
import { at } from '../../at.ts';
import type { Draws } from '../../random/random.ts';
import { legalMoves, START, take } from './moves.ts';
import { SIGNS } from './styles/signs.ts';
import type { ArithmeticStep } from './styles/step.ts';

const PEOPLE = [
  { name: 'Ann', pronoun: 'She' },
  { name: 'Ben', pronoun: 'He' },
  { name: 'Eve', pronoun: 'She' },
  { name: 'Tom', pronoun: 'He' },
];
const THINGS = [
  { noun: 'apples', minusVerbs: ['gives away', 'loses', 'eats'] },
  { noun: 'pens', minusVerbs: ['gives away', 'loses'] },
  { noun: 'coins', minusVerbs: ['gives away', 'loses'] },
  { noun: 'eggs', minusVerbs: ['gives away', 'loses', 'eats'] },
];
const PLUS_VERBS = ['buys', 'finds', 'gets'];

/** Numbers of reasoning steps from low to high, equally likely. */
export interface StoryLength {
  readonly low: number;
  readonly high: number;
}

export function drawSteps(draws: Draws, { low, high }: StoryLength): ArithmeticStep[] {
  const steps: ArithmeticStep[] = [];
  const count = draws.integer(low, high);
  let total = draws.integer(START.low, START.high);
  for (let i = 0; i < count; i++) {
    const move = draws.weighted(legalMoves(total).map((move) => [move, move.weight] as const));
    const step = take(move.operator, total, draws.integer(move.low, move.high));
    steps.push(step);
    total = step.result;
  }
  return steps;
}

export const signed = (step: ArithmeticStep) => `${SIGNS[step.operator]}${step.right}`;

/** E.g. `5+3-2*2`, done from left to right. */
export const keyOf = (steps: readonly ArithmeticStep[]) =>
  `${at(steps, 0).left}${steps.map(signed).join('')}`;

const OPERATORS: ReadonlyMap<string, ArithmeticStep['operator']> = new Map([
  [SIGNS.plus, 'plus'],
  [SIGNS.minus, 'minus'],
  [SIGNS.times, 'times'],
]);

/** The steps of a key's story. */
export function stepsOf(key: string): ArithmeticStep[] {
  let total = Number.parseInt(key, 10);
  return Array.from(key.matchAll(/([-+*])(\d)/g), ([, sign = '', digit]) => {
    const operator = OPERATORS.get(sign);
    if (operator === undefined) throw new Error(`key ${key} has the unknown sign ${sign}`);
    const step = take(operator, total, Number(digit));
    total = step.result;
    return step;
  });
}

export function promptOf(steps: readonly ArithmeticStep[], draws: Draws): string {
  const { name, pronoun } = draws.pick(PEOPLE);
  const { noun, minusVerbs } = draws.pick(THINGS);
  const events = steps.map(({ operator, right }) => {
    if (operator === 'times') return `${pronoun} doubles them.`;
    return `${pronoun} ${draws.pick(operator === 'plus' ? PLUS_VERBS : minusVerbs)} ${right}.`;
  });
  return `${name} has ${at(steps, 0).left} ${noun}. ${events.join(' ')} How many?\n`;
}
