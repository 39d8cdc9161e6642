// Tests of the logic task: problems, verifier, slips, splits, and its counts against brute force.
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { at } from '../../at.ts';
import { draws } from '../../random/random.ts';
import { splitOf } from '../parts/split.ts';
import type { Split } from '../parts/task.ts';
import { logic } from './logic.ts';

const SPLITS: readonly Split[] = ['train', 'validation', 'test'];
const STYLES = ['plain', 'jargon'] as const;

const problemAt = (sequence: number, split: Split = 'train', seed = 7) =>
  logic.problem(draws({ seed, stream: 'data', step: 0, sequence }), split);

/** The rows of each operator's truth table that hold: a definition apart from the code's. */
const TRUE_ROWS: Readonly<Record<string, readonly string[]>> = {
  and: ['TT'],
  or: ['TT', 'TF', 'FT'],
  implies: ['TT', 'FT', 'FF'],
  equals: ['TT', 'FF'],
};

const rowsOf = (operator: string): readonly string[] => TRUE_ROWS[operator] ?? [];

/** Reads a prompt word by word and works it out by the tables. */
function solve(prompt: string): { answer: string; steps: number } {
  const values = new Map<string, 'T' | 'F'>();
  const found: string[] = [];
  for (const sentence of prompt.trim().split(/[.?] ?/)) {
    const [name = '', verb, left = '', operator = '', right = ''] = sentence.split(' ');
    if (verb === 'true' || verb === 'false') values.set(name, verb === 'true' ? 'T' : 'F');
    if (verb !== 'means') continue;
    const row = `${values.get(left)}${values.get(right)}`;
    const holds = rowsOf(operator).includes(row);
    values.set(name, holds ? 'T' : 'F');
    found.push(`${name} ${holds}`);
  }
  return { answer: found.join(' '), steps: found.length };
}

let sample: ReturnType<typeof problemAt>[];
beforeAll(() => {
  sample = Array.from({ length: 1500 }, (_, i) => problemAt(i, SPLITS[i % 3]));
});

test('prompts have one form, and their answer is what truth tables give', () => {
  const form =
    /^A (true|false)\. B (true|false)\. C (true|false)\. D means [ABC] \w+ [ABC]\. E means [A-D] \w+ [A-D]\.( F means [A-E] \w+ [A-E]\.)? What follows\?\n$/;
  for (const { prompt, answer } of sample) {
    expect(prompt).toMatch(form);
    expect(prompt).not.toMatch(/means (.) \w+ \1\./);
    expect(answer).toBe(solve(prompt).answer);
  }
  expect(new Set(sample.map(({ prompt }) => solve(prompt).steps))).toEqual(new Set([2, 3]));
});

test('the documented example renders in both styles; other styles and broken keys are refused', () => {
  const problem = { key: '101 A&B D|C', prompt: '', answer: 'D false E true' };
  expect(logic.render(problem, 'plain')).toBe(
    ' A true and B false gives D false\n D false or C true gives E true\n#### D false E true',
  );
  expect(logic.render(problem, 'jargon')).toBe(' <<A1&B0:D0>>\n <<D0|C1:E1>>\n#### D false E true');
  expect(() => logic.render(problem, 'french')).toThrow(
    'french does not write logic; allowed are plain, jargon',
  );
  for (const key of ['101 A&', '101 A+B', '101 A&G']) {
    expect(() => logic.render({ ...problem, key }, 'plain'), key).toThrow();
  }
});

test('problems verify their own rendering in both styles, and no near miss', () => {
  for (const problem of sample) {
    const { answer } = problem;
    for (const style of STYLES) {
      const solution = logic.render(problem, style);
      expect(logic.parse(solution)).toBe(answer);
      if (!logic.verify(problem, solution)) throw new Error(`refused: ${solution}`);
      const steps = solution.slice(0, solution.lastIndexOf('\n'));
      const misses = [
        `#### ${answer.replace(/true|false/, (word) => (word === 'true' ? 'false' : 'true'))}`,
        `#### ${answer.slice(2)}`,
        `#### ${answer} G true`,
        `#### ${answer.split(' ').slice(0, -2).join(' ')}`,
        `#### ${answer.toLowerCase()}`,
        `#### ${answer} `,
        `####  ${answer}`,
        `####${answer}`,
        ` #### ${answer}`,
        `#### ${answer}\n`,
        `#### ${answer}.`,
        `#### ${answer}\n#### ${answer}`,
        `#### ${answer.replace('true', 'T').replace('false', 'F')}`,
        answer,
      ];
      const accepted = misses.find((miss) => logic.verify(problem, `${steps}\n${miss}`));
      if (accepted !== undefined) throw new Error(`accepted for ${problem.key}: ${accepted}`);
    }
  }
});

test('a right rendering with anything appended is wrong', () => {
  fc.assert(
    fc.property(fc.nat(1499), fc.string({ minLength: 1 }), (i, extra) => {
      const solution = logic.render(at(sample, i), 'plain');
      expect(logic.verify(at(sample, i), solution + extra)).toBe(false);
    }),
  );
});

test('rendering has one line per step in the style, then the answer; other lines are mixed', () => {
  for (const problem of sample.slice(0, 300)) {
    const { steps } = solve(problem.prompt);
    for (const style of STYLES) {
      const solution = logic.render(problem, style);
      expect(solution).toMatch(/^( [!-~]+)+(\n( [!-~]+)+)*\n####( [!-~]+)+$/);
      expect(logic.classify(solution)).toEqual(Array.from({ length: steps }, () => style));
    }
  }
  for (const line of [
    ' A true and B false gives D',
    'A true and B false gives D false',
    ' A true and B 0 gives D false',
    ' A true xor B false gives D true',
    ' <<A1&B0=D0>>',
    ' <<A1&B0:D0>> D false',
    ' <<A1&B2:D0>>',
  ]) {
    expect(logic.classify(line)).toEqual(['mixed']);
  }
});

test('without slips a writer writes the rendering; with them it goes on from what it wrote', () => {
  fc.assert(
    fc.property(fc.nat(1499), fc.nat(), fc.constantFrom(...STYLES), (i, sequence, style) => {
      const random = () => draws({ seed: 2, stream: 'corpus', step: 0, sequence });
      expect(logic.slip(at(sample, i), style, { rate: 0 }, random())).toBe(
        logic.render(at(sample, i), style),
      );
      const wrong = logic.slip(at(sample, i), 'plain', { rate: 1 }, random());
      const written = wrong.split('\n').slice(0, -1);
      const known = new Map<string, string>();
      for (const line of written) {
        const [, left = '', a = '', operator = '', right = '', b = '', , name = '', result = ''] =
          line.split(' ');
        expect(known.get(left) ?? a).toBe(a);
        expect(known.get(right) ?? b).toBe(b);
        const row = [a, b].map((word) => (word === 'true' ? 'T' : 'F')).join('');
        expect(result).toBe(String(!rowsOf(operator).includes(row)));
        known.set(name, result);
      }
      expect(logic.parse(wrong)).toBe(
        [...known].map(([name, value]) => `${name} ${value}`).join(' '),
      );
      expect(logic.verify(at(sample, i), wrong)).toBe(false);
    }),
  );
});

test('marked slips are lines that say maybe and do not follow', () => {
  expect(logic.isMarkedSlip(' A true and B false maybe D true')).toBe(true);
  expect(logic.isMarkedSlip(' A false implies B false maybe D false')).toBe(true);
  expect(logic.isMarkedSlip(' A true and B false maybe D false')).toBe(false);
  expect(logic.isMarkedSlip(' A true and B false gives D true')).toBe(false);
  expect(logic.isMarkedSlip(' 5 plus 3 maybe 9')).toBe(false);
  const slips = { rate: 1, hedge: { onWrong: 1, onRight: 1, repair: 1 } };
  const random = draws({ seed: 1, stream: 'corpus', step: 0, sequence: 0 });
  const mended = logic.slip(at(sample, 0), 'plain', slips, random);
  const lines = mended.split('\n').slice(0, -1);
  expect(lines.filter(logic.isMarkedSlip)).toHaveLength(lines.length / 2);
  expect(lines.every((line, i) => i % 2 === 0 || line.startsWith(' no, '))).toBe(true);
  expect(logic.verify(at(sample, 0), mended)).toBe(true);
});

test('splits share no key, and each problem is of its split and given by its key', () => {
  const keys = SPLITS.map((split) => {
    const found = Array.from({ length: 2000 }, (_, i) => problemAt(i, split, 3));
    for (const { key, answer } of found) {
      const parsed = logic.parse(logic.render({ key, prompt: '', answer: '' }, 'plain'));
      if (splitOf(key) !== split || parsed !== answer) throw new Error(key);
    }
    return [...new Set(found.map(({ key }) => key))];
  });
  expect(new Set(keys.flat()).size).toBe(keys.flat().length);
});

const SIGNED: readonly (readonly [string, string, number])[] = [
  ['and', '&', 2],
  ['or', '|', 2],
  ['implies', '-', 1],
  ['equals', '=', 1],
];

/** What may come after some values: a rule's text, the value it gives, its share. */
function* next(values: string): Generator<readonly [string, 'T' | 'F', number]> {
  const names = 'ABCDEF'.slice(0, values.length);
  for (const left of names) {
    for (const right of names.replace(left, '')) {
      const row = values.charAt(names.indexOf(left)) + values.charAt(names.indexOf(right));
      for (const [word, sign, weight] of SIGNED) {
        const share = weight / 6 / (names.length * (names.length - 1));
        yield [`${left}${sign}${right}`, rowsOf(word).includes(row) ? 'T' : 'F', share];
      }
    }
  }
}

/** Counts of keys and probabilities of answers, by writing all of them out. */
function bruteForce() {
  const answers = new Map<string, number>();
  const counts = { train: 0, validation: 0, test: 0, all: 0 };
  const walk = (key: string, values: string, p: number) => {
    if (values.length >= 5) {
      counts[splitOf(key)]++;
      counts.all++;
      const answer = values.slice(3);
      answers.set(answer, (answers.get(answer) ?? 0) + p / 2);
    }
    if (values.length === 6) return;
    for (const [text, value, share] of next(values))
      walk(`${key} ${text}`, values + value, p * share);
  };
  for (let bits = 0; bits < 8; bits++) {
    const digits = bits.toString(2).padStart(3, '0');
    walk(digits, digits.replaceAll('1', 'T').replaceAll('0', 'F'), 1 / 8);
  }
  return { answers, counts };
}

test('space and chance equal a brute-force count, and drawn problems follow it', () => {
  const { answers, counts } = bruteForce();
  expect(logic.space()).toEqual(counts);
  expect(counts.train / counts.all).toBeCloseTo(0.8, 2);
  expect(logic.chance()).toBeCloseTo(Math.max(...answers.values()), 12);
  expect(logic.chance()).toBeLessThan(0.2);
  const n = 4000;
  const seen = new Map<string, number>();
  for (let i = 0; i < n; i++) {
    const split = i % 10 < 8 ? 'train' : SPLITS[1 + (i % 2)];
    const key = problemAt(i, split, 11).answer.replace(/[^tf]|true|false/g, (found) =>
      found === 'true' ? 'T' : found === 'false' ? 'F' : '',
    );
    seen.set(key, (seen.get(key) ?? 0) + 1);
  }
  for (const [answer, p] of answers) {
    const error = Math.sqrt((p * (1 - p)) / n);
    expect(Math.abs((seen.get(answer) ?? 0) / n - p)).toBeLessThan(5 * error + 0.005);
  }
});

test('draws that never reach the split give an error, not an endless loop', () => {
  const stuck = {
    ...draws({ seed: 0, stream: 'data', step: 0, sequence: 0 }),
    integer: (low: number) => low,
    pick: <T>(items: readonly T[]) => at(items, 0),
    weighted: <T>(items: readonly (readonly [T, number])[]) => at(items, 0)[0],
  };
  const other = SPLITS.find((split) => split !== splitOf('111 A&B A&B')) ?? 'train';
  expect(() => logic.problem(stuck, other)).toThrow(`no problem of split '${other}'`);
});
