// Arithmetic told as stories of buying, losing and doubling: a task for any number of steps. Knows no
// tokens and no models.
import type { Draws } from '../../random/random.ts';
import { type Slips, type StepWriter, writeSteps } from '../parts/fallible.ts';
import { lazy } from '../parts/lazy.ts';
import { classifyLines } from '../parts/lines.ts';
import { SHARES, splitOf } from '../parts/split.ts';
import { type Problem, type Split, STYLE_NAMES, type StyleName, type Task } from '../parts/task.ts';
import { answerLine, parseAnswer } from './answer.ts';
import { STYLES } from './styles/index.ts';
import { SIGNS } from './styles/signs.ts';
import type { Step } from './styles/step.ts';

const START = { low: 2, high: 9 };
const LARGEST_TOTAL = 29;
/** What every style can name; a total that went wrong stays among them. */
const LARGEST_NAMED = 39;
const LARGEST_CHANGE = 9;
const TOTALS = Array.from({ length: LARGEST_TOTAL + 1 }, (_, total) => total);
const DOUBLING = { low: 2, high: 14 };

/** Keys of longer stories are too many to be listed. */
const LONGEST_LISTED = 4;

/** A split holds a tenth of the keys or more: this many misses in a row mean that the draws are not random. */
const MOST_TRIES = 10000;

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

/** Steps of a story, all numbers from low to high equally likely. */
export interface Steps {
  readonly low: number;
  readonly high: number;
}

/** What may be done with a total: an operator, and its right operands from low to high, equally likely. */
interface Move {
  readonly operator: Step['operator'];
  readonly low: number;
  readonly high: number;
  readonly weight: number;
}

function legalMoves(total: number): Move[] {
  const moves: Move[] = [
    { operator: 'plus', low: 1, high: Math.min(LARGEST_CHANGE, LARGEST_TOTAL - total), weight: 2 },
    { operator: 'minus', low: 1, high: Math.min(LARGEST_CHANGE, total), weight: 2 },
  ];
  if (total >= DOUBLING.low && total <= DOUBLING.high) {
    moves.push({ operator: 'times', low: 2, high: 2, weight: 1 });
  }
  return moves.filter((move) => move.low <= move.high);
}

function apply(operator: Step['operator'], left: number, right: number): number {
  const results = { plus: left + right, minus: left - right, times: left * right };
  return results[operator];
}

function take(operator: Step['operator'], left: number, right: number): Step {
  return { operator, left, right, result: apply(operator, left, right) };
}

/** Every legal step from a total with its probability; the probabilities sum to 1. */
function nextSteps(total: number): { step: Step; probability: number }[] {
  const moves = legalMoves(total);
  const weights = moves.reduce((sum, move) => sum + move.weight, 0);
  return moves.flatMap(({ operator, low, high, weight }) =>
    Array.from({ length: high - low + 1 }, (_, i) => ({
      step: take(operator, total, low + i),
      probability: weight / weights / (high - low + 1),
    })),
  );
}

function drawSteps(draws: Draws, { low, high }: Steps): Step[] {
  const steps: Step[] = [];
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

const signed = (step: Step) => `${SIGNS[step.operator]}${step.right}`;

/** E.g. `5+3-2*2`, done from left to right. */
const keyOf = (steps: readonly Step[]) => `${steps[0].left}${steps.map(signed).join('')}`;

const OPERATORS: ReadonlyMap<string, Step['operator']> = new Map([
  [SIGNS.plus, 'plus'],
  [SIGNS.minus, 'minus'],
  [SIGNS.times, 'times'],
]);

/** The steps that a key tells. */
export function stepsOf(key: string): Step[] {
  let total = Number.parseInt(key, 10);
  return Array.from(key.matchAll(/([-+*])(\d)/g), ([, sign, digit]) => {
    const operator = OPERATORS.get(sign);
    if (operator === undefined) throw new Error(`key ${key} has the unknown sign ${sign}`);
    const step = take(operator, total, Number(digit));
    total = step.result;
    return step;
  });
}

function tell(steps: readonly Step[], draws: Draws): string {
  const { name, pronoun } = draws.pick(PEOPLE);
  const { noun, minusVerbs } = draws.pick(THINGS);
  const events = steps.map(({ operator, right }) => {
    if (operator === 'times') return `${pronoun} doubles them.`;
    return `${pronoun} ${draws.pick(operator === 'plus' ? PLUS_VERBS : minusVerbs)} ${right}.`;
  });
  return `${name} has ${steps[0].left} ${noun}. ${events.join(' ')} How many?\n`;
}

/** Rejection sampling: the generator's distribution, given that the key is in the split. */
function problem(length: Steps, draws: Draws, split: Split): Problem & { readonly answer: number } {
  for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
    const steps = drawSteps(draws, length);
    const key = keyOf(steps);
    if (splitOf(key) !== split) continue;
    return { key, prompt: tell(steps, draws), answer: steps[steps.length - 1].result };
  }
  throw new Error(
    `no problem of split '${split}' in ${MOST_TRIES} tries: splits are train, validation and test, and draws must vary`,
  );
}

const finished = (lines: readonly string[], answer: number) =>
  [...lines, answerLine(answer)].join('\n');

function render({ key }: Problem, style: StyleName): string {
  const steps = stepsOf(key);
  return finished(steps.map(STYLES[style].line), steps[steps.length - 1].result);
}

function slip({ key }: Problem, style: StyleName, slips: Slips, draws: Draws): string {
  const { lines, steps } = writeSteps(writer(stepsOf(key), style), slips, draws);
  return finished(lines, steps[steps.length - 1].result);
}

/** Each step goes on from the total written before. */
function writer(steps: readonly Step[], style: StyleName): StepWriter<Step> {
  return {
    next: (written) => {
      const step = steps[written.length];
      if (step === undefined) return null;
      const left = written.at(-1)?.result ?? step.left;
      const result = apply(step.operator, left, step.right);
      return { ...step, left, result: Math.min(Math.max(result, 0), LARGEST_NAMED) };
    },
    wrong: wrongStep,
    line: STYLES[style].line,
    copula: 'is',
  };
}

/** Off by one or two, or the other operation's result. */
function wrongStep(step: Step, draws: Draws): Step | null {
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

type Counts = Readonly<Record<Split | 'all', number>>;

/** Every key put in its split. */
function listKeys({ low, high }: Steps): Counts {
  const counts = { train: 0, validation: 0, test: 0, all: 0 };
  const table = TOTALS.map((total) =>
    nextSteps(total).map(({ step }) => ({ text: signed(step), result: step.result })),
  );
  const visit = (key: string, total: number, length: number): void => {
    if (length >= low) {
      counts[splitOf(key)]++;
      counts.all++;
    }
    if (length === high) return;
    for (const { text, result } of table[total]) visit(key + text, result, length + 1);
  };
  for (let start = START.low; start <= START.high; start++) visit(String(start), start, 0);
  return counts;
}

/** A value for every total after 0 steps, 1 step, ... `high` steps: each step carries it on. */
function* totalsBySteps(
  high: number,
  atStart: number,
  carry: (value: number, probability: number) => number,
): Generator<readonly number[], void> {
  let values = TOTALS.map((total) => (total >= START.low && total <= START.high ? atStart : 0));
  yield values;
  for (let length = 1; length <= high; length++) {
    const next = TOTALS.map(() => 0);
    for (const [total, value] of values.entries()) {
      for (const { step, probability } of nextSteps(total)) {
        next[step.result] += carry(value, probability);
      }
    }
    values = next;
    yield values;
  }
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** All keys by dynamic programming over totals, to the precision of a number; the splits by their shares. */
function countKeys({ low, high }: Steps): Counts {
  const byLength = [...totalsBySteps(high, 1, (count) => count)].slice(low).map(sum);
  const all = sum(byLength);
  const share = (split: Split) => Math.floor(all * SHARES[split]);
  return { train: share('train'), validation: share('validation'), test: share('test'), all };
}

/**
 * Dynamic programming over totals: the probability of each total after each number of steps. It is
 * the whole generator's, before the split by key.
 */
function commonestAnswerShare({ low, high }: Steps): number {
  const starts = START.high - START.low + 1;
  const masses = [...totalsBySteps(high, 1 / starts, (mass, probability) => mass * probability)];
  const answers = TOTALS.map((total) => sum(masses.slice(low).map((mass) => mass[total])));
  return Math.max(...answers) / (high - low + 1);
}

/** The task of stories so many steps long; stories of one key are one problem in every such task. */
export function story(name: string, title: string, steps: Steps) {
  return {
    name,
    title,
    styles: STYLE_NAMES.map((style) => STYLES[style]),
    problem: (draws: Draws, split: Split) => problem(steps, draws, split),
    render,
    slip,
    isMarkedSlip,
    parse: parseAnswer,
    verify: (problem: Problem, solution: string) => parseAnswer(solution) === problem.answer,
    classify: (solution: string) => classifyLines(Object.values(STYLES), solution),
    space: lazy(() => (steps.high <= LONGEST_LISTED ? listKeys : countKeys)(steps)),
    chance: lazy(() => commonestAnswerShare(steps)),
  } satisfies Task;
}
