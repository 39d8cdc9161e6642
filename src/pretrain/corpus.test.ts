// Documents: right where nobody slips, wrong as often as asked, marked and mended as asked.
import { describe, expect, test } from 'vitest';
import { at } from '../at.ts';
import { draws } from '../random/random.ts';
import { TASKS } from '../tasks/index.ts';
import type { Slips } from '../tasks/parts/fallible.ts';
import { splitOf } from '../tasks/parts/split.ts';
import { STYLE_NAMES } from '../tasks/parts/task.ts';
import { document } from './corpus.ts';
import type { DocumentKind } from './recipe.ts';

const { arithmetic } = TASKS;

const drawsOf = (sequence: number) => draws({ seed: 4, stream: 'corpus', step: 1, sequence });

/** Documents of one kind with the problems behind them: a kind costs one draw, the problem follows. */
function corpus(kinds: readonly DocumentKind[], count: number) {
  return Array.from({ length: count }, (_, sequence) => {
    const random = drawsOf(sequence);
    random.uniform();
    const problem = arithmetic.problem(random, 'train');
    return { ...document(arithmetic, drawsOf(sequence), kinds), problem };
  });
}

const plain = (slips: Slips): DocumentKind[] => [{ style: 'plain', weight: 1, slips }];

describe('without slips', () => {
  test.each(STYLE_NAMES)('%s documents are right and the task’s own solutions', (style) => {
    const kinds = [{ style, weight: 1, slips: { rate: 0 } }];
    for (const { prompt, solution, problem } of corpus(kinds, 60)) {
      expect(prompt).toBe(problem.prompt);
      expect(solution).toBe(arithmetic.render(problem, style));
      expect(arithmetic.verify(problem, solution)).toBe(true);
      expect(splitOf(problem.key)).toBe('train');
      for (const found of arithmetic.classify(solution)) expect(found).toBe(style);
    }
  });

  test('documents are a matter of their draws alone', () => {
    expect(corpus(plain({ rate: 0.5 }), 20)).toEqual(corpus(plain({ rate: 0.5 }), 20));
  });
});

/** A share within four standard errors of p. */
function expectShare(part: number, whole: number, p: number): void {
  expect(whole).toBeGreaterThan(100);
  const error = Math.sqrt((p * (1 - p)) / whole);
  expect(Math.abs(part / whole - p)).toBeLessThanOrEqual(4 * error);
}

test('kinds come as often as their weights say', () => {
  const slips = { rate: 0 };
  const kinds = [
    { style: 'jargon', weight: 3, slips },
    { style: 'french', weight: 1, slips },
  ] as const;
  const styles = corpus(kinds, 800).map(({ solution }) => arithmetic.classify(solution)[0]);
  expectShare(styles.filter((style) => style === 'jargon').length, 800, 0.75);
  expect(new Set(styles)).toEqual(new Set(['jargon', 'french']));
});

test('a kind that names a task has its problems', () => {
  const kind = { style: 'plain', weight: 1, slips: { rate: 0 } } as const;
  const lengthsOf = (kinds: readonly DocumentKind[]) =>
    Array.from({ length: 100 }, (_, sequence) => {
      const { solution } = document(arithmetic, drawsOf(sequence), kinds);
      return solution.split('\n').length - 1;
    });
  expect(Math.min(...lengthsOf([{ ...kind, task: 'arithmetic-x4' }]))).toBe(8);
  expect(lengthsOf([{ ...kind, task: 'arithmetic' }])).toEqual(lengthsOf([kind]));
});

interface Line {
  readonly left: number;
  readonly operator: string;
  readonly right: number;
  readonly hedged: boolean;
  readonly result: number;
  readonly repair: boolean;
}

const LINE = /^( no,)? (\d+) (plus|minus|times) (\d+) (is|maybe) (\d+)$/;

function read(solution: string): { lines: Line[]; answer: number | null } {
  const lines = solution
    .split('\n')
    .slice(0, -1)
    .map((text) => {
      const [, no, left, operator, right, copula, result] = LINE.exec(text) ?? [];
      if (operator === undefined) throw new Error(`not a line of a solution: ${text}`);
      return {
        left: Number(left),
        operator,
        right: Number(right),
        hedged: copula === 'maybe',
        result: Number(result),
        repair: no !== undefined,
      };
    });
  return { lines, answer: arithmetic.parse(solution) };
}

/** What a step gives in a corpus: as in the task, held within the numbers that styles can name. */
function truth({ operator, left, right }: Line): number {
  const results = new Map([
    ['plus', left + right],
    ['minus', left - right],
    ['times', left * right],
  ]);
  return Math.min(39, Math.max(0, results.get(operator) ?? Number.NaN));
}

const isWrong = (line: Line) => line.result !== truth(line);

test.each([0.05, 0.3, 1])('lines slip at the rate asked for: %d', (rate) => {
  const lines = corpus(plain({ rate }), 700).flatMap(({ solution }) => read(solution).lines);
  expectShare(lines.filter(isWrong).length, lines.length, rate);
  expect(lines.some((line) => line.hedged || line.repair)).toBe(false);
});

test('a slip is near or the other operation, within the numbers that styles can name', () => {
  const wrong = corpus(plain({ rate: 1 }), 300).flatMap(({ solution }) => read(solution).lines);
  for (const line of wrong) {
    const other = line.operator === 'plus' ? line.left - line.right : line.left + line.right;
    const near = Math.abs(line.result - truth(line)) <= 2;
    expect(near || line.result === other).toBe(true);
    expect(line.result).toBeGreaterThanOrEqual(0);
    expect(line.result).toBeLessThanOrEqual(39);
  }
});

test('solutions go on from what was written, and answer with it', () => {
  for (const { solution, problem } of corpus(plain({ rate: 0.4 }), 200)) {
    const { lines, answer } = read(solution);
    const { lines: steps } = read(arithmetic.render(problem, 'plain'));
    expect(lines.map(({ right }) => right)).toEqual(steps.map(({ right }) => right));
    const results = lines.map(({ result }) => result);
    expect(lines.map(({ left }) => left)).toEqual([steps[0]?.left, ...results.slice(0, -1)]);
    expect(answer).toBe(results.at(-1));
  }
});

test('hedges and repairs come at the rates asked for, repairs after marked slips only', () => {
  const slips = { rate: 0.4, hedge: { onWrong: 0.8, onRight: 0.1, repair: 0.3 } };
  const texts = corpus(plain(slips), 900).map(({ solution }) => read(solution));
  const lines = texts.flatMap((text) => text.lines);
  const first = lines.filter(({ repair }) => !repair);
  const wrong = first.filter(isWrong);
  expectShare(wrong.length, first.length, 0.4);
  expectShare(wrong.filter(({ hedged }) => hedged).length, wrong.length, 0.8);
  const right = first.filter((line) => !isWrong(line));
  expectShare(right.filter(({ hedged }) => hedged).length, right.length, 0.1);
  const repairs = lines.flatMap((line, i) =>
    line.repair ? [{ line, before: at(lines, i - 1) }] : [],
  );
  const marked = wrong.filter(({ hedged }) => hedged).length;
  expectShare(repairs.length, marked, 0.3);
  for (const { line, before } of repairs) {
    expect(isWrong(line) || line.hedged).toBe(false);
    expect(before.hedged && isWrong(before) && !before.repair).toBe(true);
    expect([line.left, line.operator, line.right]).toEqual([
      before.left,
      before.operator,
      before.right,
    ]);
  }
  for (const { lines: own, answer } of texts) expect(answer).toBe(own.at(-1)?.result);
});
