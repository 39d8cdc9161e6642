// How many stories there are, and how common the commonest answer is.
import { at } from '../../at.ts';
import { SHARES, splitOf } from '../parts/split.ts';
import type { Counts, Split } from '../parts/task.ts';
import { nextSteps, START, TOTALS } from './moves.ts';
import { type StoryLength, signed } from './story.ts';

/** Keys of longer stories are too many to be listed. */
const LONGEST_LISTED = 4;

export const keyCounts = (steps: StoryLength): Counts =>
  steps.high <= LONGEST_LISTED ? listKeys(steps) : countKeys(steps);

/** Every key put in its split. */
function listKeys({ low, high }: StoryLength): Counts {
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
    for (const { text, result } of at(table, total)) visit(key + text, result, length + 1);
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
        next[step.result] = at(next, step.result) + carry(value, probability);
      }
    }
    values = next;
    yield values;
  }
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** All keys by dynamic programming over totals, to the precision of a number; the splits by their shares. */
function countKeys({ low, high }: StoryLength): Counts {
  const byLength = [...totalsBySteps(high, 1, (count) => count)].slice(low).map(sum);
  const all = sum(byLength);
  const share = (split: Split) => Math.floor(all * SHARES[split]);
  return { train: share('train'), validation: share('validation'), test: share('test'), all };
}

/**
 * Dynamic programming over totals: the probability of each total after each number of steps. It is
 * the whole generator's, before the split by key.
 */
export function commonestAnswerShare({ low, high }: StoryLength): number {
  const starts = START.high - START.low + 1;
  const masses = [...totalsBySteps(high, 1 / starts, (mass, probability) => mass * probability)];
  const answers = TOTALS.map((total) => sum(masses.slice(low).map((mass) => at(mass, total))));
  return Math.max(...answers) / (high - low + 1);
}
