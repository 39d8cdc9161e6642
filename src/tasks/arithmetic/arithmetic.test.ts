// Tests of the short stories: problems, verifier, splits, and its counts against brute force.
import fc from 'fast-check';
import { beforeAll, expect, test, vi } from 'vitest';
import { at } from '../../at.ts';
import { FIELDS } from '../../config/fields.ts';
import { draws } from '../../random/random.ts';
import { TASKS } from '../index.ts';
import { hashKey, splitOf } from '../parts/split.ts';
import { type Split, STYLE_NAMES } from '../parts/task.ts';
import { arithmetic } from './arithmetic.ts';
import { stepsOf } from './story.ts';

vi.setConfig({ testTimeout: 60_000 });

const SPLITS: readonly Split[] = ['train', 'validation', 'test'];
const SIGNS = { plus: '+', minus: '-', times: '*' };

const problemAt = (sequence: number, split: Split = 'train', seed = 7) => {
  const problem = arithmetic.problem(draws({ seed, stream: 'data', step: 0, sequence }), split);
  return { ...problem, steps: stepsOf(problem.key) };
};

/** Every key with its answer and probability, by trying all operands and dropping illegal ones. */
function bruteForce() {
  const weights = new Map<string, number>();
  const answers = new Map<number, number>();
  const walk = (key: string, total: number, stepsLeft: number, probability: number) => {
    if (stepsLeft === 0) {
      weights.set(key, (weights.get(key) ?? 0) + probability);
      answers.set(total, (answers.get(total) ?? 0) + probability);
      return;
    }
    const numbers = [1, 2, 3, 4, 5, 6, 7, 8, 9];
    const options = [
      { weight: 2, moves: numbers.map((k) => [`+${k}`, total + k] as const) },
      { weight: 2, moves: numbers.map((k) => [`-${k}`, total - k] as const) },
      { weight: 1, moves: total >= 2 && total <= 14 ? [['*2', total * 2] as const] : [] },
    ]
      .map(({ weight, moves }) => ({
        weight,
        moves: moves.filter(([, next]) => next >= 0 && next <= 29),
      }))
      .filter(({ moves }) => moves.length > 0);
    const sum = options.reduce((all, { weight }) => all + weight, 0);
    for (const { weight, moves } of options) {
      const share = (probability * weight) / sum / moves.length;
      for (const [text, next] of moves) walk(key + text, next, stepsLeft - 1, share);
    }
  };
  for (const length of [2, 3, 4]) {
    for (let start = 2; start <= 9; start++) walk(String(start), start, length, 1 / 8 / 3);
  }
  return { weights, answers };
}

let brute: ReturnType<typeof bruteForce>;
let sample: ReturnType<typeof problemAt>[];
beforeAll(() => {
  brute = bruteForce();
  sample = Array.from({ length: 10000 }, (_, i) => problemAt(i, SPLITS[i % 3]));
}, 60_000);

test('problems are legal: ranges, running totals, key, answer', () => {
  for (const { key, steps, answer } of sample) {
    expect(steps.length).toBeGreaterThanOrEqual(2);
    expect(steps.length).toBeLessThanOrEqual(4);
    let total = Number(key[0]);
    expect(key).toBe(`${total}${steps.map((s) => SIGNS[s.operator] + s.right).join('')}`);
    for (const step of steps) {
      expect(step.left).toBe(total);
      if (step.operator === 'plus') total += step.right;
      if (step.operator === 'minus') total -= step.right;
      if (step.operator === 'times') total *= step.right;
      expect(step.result).toBe(total);
    }
    expect(answer).toBe(total);
    expect(brute.weights.has(key)).toBe(true);
  }
});

test('prompts tell the steps of the key and nothing else', () => {
  const form =
    /^(Ann|Ben|Eve|Tom) has ([2-9]) (apples|pens|coins|eggs)\.((?: (?:She|He) (?:(?:buys|finds|gets|gives away|loses|eats) [1-9]|doubles them)\.){2,4}) How many\?\n$/;
  for (const { key, prompt } of sample) {
    const [, name, start = '', noun, story = ''] = form.exec(prompt) ?? [];
    expect(prompt).toMatch(form);
    const operations = story
      .replace(/ (She|He) (buys|finds|gets) (\d)\./g, '+$3')
      .replace(/ (She|He) (gives away|loses|eats) (\d)\./g, '-$3')
      .replace(/ (She|He) doubles them\./g, '*2');
    expect(start + operations).toBe(key);
    const pronoun = name === 'Ann' || name === 'Eve' ? 'She' : 'He';
    expect(story.match(/ (She|He) /g)?.every((found) => found === ` ${pronoun} `)).toBe(true);
    if (story.includes('eats')) expect(['apples', 'eggs']).toContain(noun);
  }
});

test('10,000 problems verify their own rendering in every style, and no near miss', () => {
  for (const problem of sample) {
    for (const name of STYLE_NAMES) {
      const solution = arithmetic.render(problem, name);
      if (!arithmetic.verify(problem, solution)) throw new Error(`refused: ${solution}`);
      const steps = solution.slice(0, solution.lastIndexOf('\n'));
      const { answer } = problem;
      const misses = [
        `#### ${answer + 1}`,
        `#### ${answer - 1}`,
        `${answer}`,
        `### ${answer}`,
        `#### ${answer} apples`,
        `#### ${answer}.0`,
        `#### 0${answer}`,
        ` #### ${answer}`,
        `#### ${answer} `,
        `#### ${answer}\n#### ${answer}`,
        `#### ${answer}\n`,
        `#### -${answer}`,
        `#### ${String.fromCodePoint(0x660 + (answer % 10))}`,
        `#### ${answer}e0`,
        `#### ${answer - 1}+1`,
        `#### ${answer}${'0'.repeat(400)}`,
        `#### \${${answer}}`,
      ];
      const accepted = misses.find((miss) => arithmetic.verify(problem, `${steps}\n${miss}`));
      if (accepted !== undefined) throw new Error(`accepted for ${problem.key}: ${accepted}`);
    }
  }
});

test('rendering has one line per step in the style, then the answer', () => {
  for (const problem of sample.slice(0, 500)) {
    for (const name of STYLE_NAMES) {
      const solution = arithmetic.render(problem, name);
      expect(solution.split('\n')).toHaveLength(problem.steps.length + 1);
      expect(arithmetic.classify(solution)).toEqual(problem.steps.map(() => name));
      expect(arithmetic.parse(solution)).toBe(problem.answer);
    }
  }
});

test('only the final line counts: wrong steps and a right answer are right', () => {
  const problem = at(sample, 0);
  expect(arithmetic.verify(problem, ` 1 plus 1 is 9\n#### ${problem.answer}`)).toBe(true);
  expect(arithmetic.verify(problem, `#### ${problem.answer}`)).toBe(true);
});

test('a right rendering with anything appended is wrong', () => {
  fc.assert(
    fc.property(fc.nat(9999), fc.string({ minLength: 1 }), (i, extra) => {
      const solution = arithmetic.render(at(sample, i), 'plain');
      expect(arithmetic.verify(at(sample, i), solution + extra)).toBe(false);
    }),
  );
});

test('splits share no key over 20,000 draws each, and each problem is of its split', () => {
  const keys = SPLITS.map((split) => {
    const found = new Set<string>();
    for (let i = 0; i < 20000; i++) found.add(problemAt(i, split, 3).key);
    for (const key of found) expect(splitOf(key)).toBe(split);
    return found;
  });
  const sizes = keys.reduce((sum, { size }) => sum + size, 0);
  expect(new Set(keys.flatMap((found) => [...found])).size).toBe(sizes);
});

test('a problem is a function of the random key', () => {
  const seed = fc.integer({ min: 0, max: 0xffffffff });
  fc.assert(
    fc.property(seed, fc.nat(), fc.constantFrom(...SPLITS), (s, sequence, split) => {
      expect(problemAt(sequence, split, s)).toEqual(problemAt(sequence, split, s));
    }),
  );
  const distinct = new Set(Array.from({ length: 100 }, (_, i) => problemAt(i).prompt));
  expect(distinct.size).toBeGreaterThan(90);
});

test('draws that never reach the split give an error, not an endless loop', () => {
  const stuck = {
    ...draws({ seed: 0, stream: 'data', step: 0, sequence: 0 }),
    integer: (low: number) => low,
    weighted: <T>(items: readonly (readonly [T, number])[]) => at(items, 0)[0],
  };
  const other = SPLITS.find((split) => split !== splitOf('2+1+1')) ?? 'train';
  expect(() => arithmetic.problem(stuck, other)).toThrow(`no problem of split '${other}'`);
});

test('space equals a brute-force count of keys per split', () => {
  const counts = { train: 0, validation: 0, test: 0, all: brute.weights.size };
  for (const key of brute.weights.keys()) counts[splitOf(key)]++;
  expect(arithmetic.space()).toEqual(counts);
  expect(counts.train / counts.all).toBeCloseTo(0.8, 2);
  expect(counts.validation / counts.all).toBeCloseTo(0.1, 2);
});

test('chance equals the commonest answer of the enumerated distribution', () => {
  const total = [...brute.weights.values()].reduce((sum, p) => sum + p, 0);
  expect(total).toBeCloseTo(1, 9);
  expect(arithmetic.chance()).toBeCloseTo(Math.max(...brute.answers.values()), 12);
});

test('drawn problems follow the enumerated distribution', () => {
  const n = 20000;
  const counts = new Map<number, number>();
  const lengths = new Map<number, number>();
  for (let i = 0; i < n; i++) {
    const { answer, steps } = problemAt(i, splitAt(i), 11);
    counts.set(answer, (counts.get(answer) ?? 0) + 1);
    lengths.set(steps.length, (lengths.get(steps.length) ?? 0) + 1);
  }
  for (const [answer, p] of brute.answers) {
    const sd = Math.sqrt((p * (1 - p)) / n);
    expect(Math.abs((counts.get(answer) ?? 0) / n - p)).toBeLessThan(5 * sd + 0.002);
  }
  expect([...lengths.keys()].sort()).toEqual([2, 3, 4]);
  for (const count of lengths.values()) expect(Math.abs(count / n - 1 / 3)).toBeLessThan(0.025);
});

/** Splits in their shares of ten, so that the mixture is near the whole generator. */
function splitAt(i: number): Split {
  if (i % 10 < 8) return 'train';
  return i % 10 === 8 ? 'validation' : 'test';
}

test('short stories are the same ones as ever', () => {
  const written = SPLITS.flatMap((split) =>
    Array.from({ length: 400 }, (_, sequence) => {
      const random = draws({ seed: 7, stream: 'data', step: 3, sequence });
      const { key, prompt, answer } = arithmetic.problem(random, split);
      return JSON.stringify([key, prompt, answer]);
    }),
  );
  expect(JSON.parse(at(written, 1))).toEqual([
    '8+8-9+8',
    'Tom has 8 eggs. He gets 8. He loses 9. He gets 8. How many?\n',
    15,
  ]);
  expect(hashKey(written.join('\n'))).toBe(810223537);
});

test.each([
  ['right', ' 1 plus 1 is 2\n 2 plus 1 is 3\n#### 3', 2],
  ['right with doubt', ' 1 plus 1 maybe 2\n 2 plus 1 is 3\n#### 3', 2],
  ['a slip', ' 1 plus 1 is 3\n 3 plus 1 is 4\n#### 4', 0],
  ['a slip mended', ' 1 plus 1 maybe 3\n no, 1 plus 1 is 2\n 2 plus 1 is 3\n#### 3', 2],
  [
    'a slip mended at the second try',
    ' 1 plus 1 maybe 3\n no, 1 plus 1 maybe 4\n no, 1 plus 1 is 2\n 2 plus 1 is 3',
    2,
  ],
  ['a slip mended wrongly', ' 1 plus 1 maybe 3\n no, 1 plus 1 is 4\n 2 plus 1 is 3', 0],
  ['a right line taken back', ' 1 plus 1 is 2\n no, 1 plus 1 is 3\n 2 plus 1 is 3', 0],
  ['another step', ' 1 plus 1 is 2\n 2 plus 2 is 4\n#### 4', 1],
  ['a step left out', ' 1 plus 1 is 2\n#### 2', 1],
  ['nothing', '', 0],
  ['a repair of nothing', ' no, 1 plus 1 is 2\n 2 plus 1 is 3', 2],
  ['another style', ' 1 plus 1 is 2\n <<2+1=3>>\n#### 3', 1],
])('the first fault of two steps: %s', (_, text, step) => {
  expect(arithmetic.firstFault({ key: '1+1+1' }, text)).toEqual({ step, steps: 2 });
});

test('every choice of the task field has its task', () => {
  expect(Object.keys(TASKS)).toEqual([...FIELDS.task.choices]);
  for (const [word, task] of Object.entries(TASKS)) expect(task.name).toBe(word);
});
