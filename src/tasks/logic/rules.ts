// The problems of logic as rules over truth values: drawn, written as a key and read back, worked out, counted.
import type { Draws } from '../../random/random.ts';
import { splitOf } from '../parts/split.ts';
import type { Counts } from '../parts/task.ts';
import { SIGNS } from './jargon.ts';
import { apply, type LogicStep, type Named, OPERATORS, type Operator } from './step.ts';

const GIVEN = 3;
const RULES = { low: 2, high: 3 };
const NAMES = 'ABCDEF';

/** The value with the next free name follows from two that are there. */
export interface Rule {
  readonly left: string;
  readonly operator: Operator;
  readonly right: string;
}

export interface Rules {
  /** Values of A, B, C, ... */
  readonly given: readonly boolean[];
  readonly rules: readonly Rule[];
}

const nameAt = (index: number): string => NAMES.charAt(index);
export const resultName = (rule: number): string => nameAt(GIVEN + rule);
export const givenValues = ({ given }: Rules): Named[] =>
  given.map((value, i) => ({ name: nameAt(i), value }));

/** How often operators are drawn, in relation to each other. */
const WEIGHTS: Readonly<Record<Operator, number>> = { and: 2, or: 2, implies: 1, equals: 1 };
const WEIGHTED = OPERATORS.map((operator) => [operator, WEIGHTS[operator]] as const);
const WEIGHT = WEIGHTED.reduce((sum, [, weight]) => sum + weight, 0);

/** A rule over two of the first so many names. */
function drawRule(draws: Draws, names: number): Rule {
  const all = Array.from(NAMES.slice(0, names));
  const left = draws.pick(all);
  const right = draws.pick(all.filter((name) => name !== left));
  return { left, operator: draws.weighted(WEIGHTED), right };
}

export function drawRules(draws: Draws): Rules {
  const count = draws.integer(RULES.low, RULES.high);
  const given = Array.from({ length: GIVEN }, () => draws.pick([true, false]));
  const rules = Array.from({ length: count }, (_, i) => drawRule(draws, GIVEN + i));
  return { given, rules };
}

/** Every rule over the first so many names with its probability; they sum to 1. */
function allRules(names: number): { rule: Rule; probability: number }[] {
  const all = Array.from(NAMES.slice(0, names));
  return all.flatMap((left) =>
    all
      .filter((right) => right !== left)
      .flatMap((right) =>
        WEIGHTED.map(([operator, weight]) => ({
          rule: { left, operator, right },
          probability: weight / WEIGHT / (names * (names - 1)),
        })),
      ),
  );
}

/** The rules that may come after so many others. */
const rulesAfter = () => Array.from({ length: RULES.high }, (_, i) => allRules(GIVEN + i));

const ruleText = ({ left, operator, right }: Rule) => `${left}${SIGNS[operator]}${right}`;
const givenText = (given: readonly boolean[]) => given.map((value) => (value ? 1 : 0)).join('');

/** E.g. `101 A&B D|C`: the values of A, B and C, and what D and E mean. */
export const keyOf = ({ given, rules }: Rules): string =>
  [givenText(given), ...rules.map(ruleText)].join(' ');

/** @throws Error for a text that `keyOf` does not write */
export function rulesOf(key: string): Rules {
  const [given = '', ...texts] = key.split(' ');
  const rules = texts.map(([left, sign, right]) => {
    const operator = OPERATORS.find((operator) => SIGNS[operator] === sign);
    if (left === undefined || operator === undefined || right === undefined) {
      throw new Error(`“${key}” is no key of a logic problem, e.g. “101 A&B D|C”`);
    }
    return { left, operator, right };
  });
  return { given: Array.from(given, (digit) => digit === '1'), rules };
}

/** The next step, given the steps so far, right or wrong; null after the last rule. */
export function nextStep(problem: Rules, steps: readonly LogicStep[]): LogicStep | null {
  const rule = problem.rules[steps.length];
  if (rule === undefined) return null;
  const known = [...givenValues(problem), ...steps.map(({ result }) => result)];
  const left = valueNamed(rule.left, known);
  const right = valueNamed(rule.right, known);
  const value = apply(rule.operator, left.value, right.value);
  return {
    operator: rule.operator,
    left,
    right,
    result: { name: resultName(steps.length), value },
  };
}

function valueNamed(name: string, known: readonly Named[]): Named {
  const found = known.find((entry) => entry.name === name);
  if (found === undefined) throw new Error(`${name} has no value yet`);
  return found;
}

export function countKeys(): Counts {
  const counts = { train: 0, validation: 0, test: 0, all: 0 };
  const texts = rulesAfter().map((rules) => rules.map(({ rule }) => ruleText(rule)));
  const visit = (key: string, rules: number): void => {
    if (rules >= RULES.low) {
      counts[splitOf(key)]++;
      counts.all++;
    }
    for (const text of texts[rules] ?? []) visit(`${key} ${text}`, rules + 1);
  };
  for (const given of allGiven()) visit(givenText(given), 0);
  return counts;
}

/** Every assignment of values to the given names. */
function allGiven(): boolean[][] {
  return Array.from({ length: 2 ** GIVEN }, (_, bits) =>
    Array.from({ length: GIVEN }, (_, i) => ((bits >> i) & 1) === 1),
  );
}

/**
 * Dynamic programming over all values so far: the probability of each, rule by rule. It is the whole
 * generator's, before the split by key.
 */
export function commonestAnswerShare(): number {
  const answers = new Map<string, number>();
  const add = (to: Map<string, number>, key: string, mass: number) =>
    to.set(key, (to.get(key) ?? 0) + mass);
  let states = new Map(allGiven().map((given) => [givenText(given), 2 ** -GIVEN]));
  for (const [before, rules] of rulesAfter().entries()) {
    const next = new Map<string, number>();
    for (const [values, mass] of states) {
      const value = (name: string) => values.charAt(NAMES.indexOf(name)) === '1';
      for (const { rule, probability } of rules) {
        const { left, operator, right } = rule;
        const result = apply(operator, value(left), value(right)) ? '1' : '0';
        add(next, values + result, mass * probability);
      }
    }
    states = next;
    if (before + 1 < RULES.low) continue;
    const lengths = RULES.high - RULES.low + 1;
    for (const [values, mass] of states) add(answers, values.slice(GIVEN), mass / lengths);
  }
  return Math.max(...answers.values());
}
