// Tests of the styles: each accepts its own lines and no other's, and refuses what is not its grammar.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { classifyLines, stepLines } from '../../parts/lines.ts';
import { STYLE_NAMES, type StyleName } from '../../parts/task.ts';
import { STYLES } from './index.ts';
import type { ArithmeticStep } from './step.ts';

const number = fc.integer({ min: 0, max: 39 });
/** Steps with any result in range: a style's grammar does not know arithmetic. */
const anyStep: fc.Arbitrary<ArithmeticStep> = fc.record({
  operator: fc.constantFrom('plus' as const, 'minus' as const, 'times' as const),
  left: number,
  right: number,
  result: number,
});
const styleName = fc.constantFrom(...STYLE_NAMES);

const example: ArithmeticStep = { operator: 'plus', left: 5, right: 3, result: 8 };
const classify = (solution: string) => classifyLines(Object.values(STYLES), solution);
const accepting = (line: string) => STYLE_NAMES.filter((name) => STYLES[name].matches(line));

test('each style writes the example as documented', () => {
  const lines = STYLE_NAMES.map((name) => [name, STYLES[name].line(example)]);
  expect(Object.fromEntries(lines)).toEqual({
    plain: ' 5 plus 3 is 8',
    jargon: ' <<5+3=8>>',
    english: ' five plus three is eight',
    french: ' cinq et trois font huit',
    spanish: ' cinco mas tres son ocho',
    german: ' fuenf und drei macht acht',
    terse: ' +3',
  });
  const doubling: ArithmeticStep = { operator: 'times', left: 8, right: 2, result: 16 };
  expect(STYLES.plain.line(doubling)).toBe(' 8 times 2 is 16');
  expect(STYLES.terse.line({ operator: 'minus', left: 8, right: 2, result: 6 })).toBe(' -2');
});

test('records are keyed by the names they hold', () => {
  expect(Object.keys(STYLES)).toEqual([...STYLE_NAMES]);
  for (const name of STYLE_NAMES) expect(STYLES[name].name).toBe(name);
});

test('a line matches its own style and no other', () => {
  fc.assert(
    fc.property(anyStep, styleName, (step, name) => {
      expect(accepting(STYLES[name].line(step))).toEqual([name]);
    }),
    { numRuns: 2000 },
  );
});

test('lines are printable ASCII, start with one space and hold no other double or final space', () => {
  fc.assert(
    fc.property(anyStep, styleName, (step, name) => {
      expect(STYLES[name].line(step)).toMatch(/^( [!-~]+)+$/);
    }),
  );
});

test('all numbers 0 to 39 have different words in a language', () => {
  for (const name of ['english', 'french', 'spanish', 'german'] as const) {
    const lines = Array.from({ length: 40 }, (_, result) =>
      STYLES[name].line({ ...example, result }),
    );
    expect(new Set(lines).size).toBe(40);
  }
});

test.each([
  ['english', 21, 'twenty-one'],
  ['english', 13, 'thirteen'],
  ['english', 39, 'thirty-nine'],
  ['french', 17, 'dix-sept'],
  ['french', 21, 'vingt-et-un'],
  ['french', 32, 'trente-deux'],
  ['spanish', 16, 'dieciseis'],
  ['spanish', 20, 'veinte'],
  ['spanish', 21, 'veintiuno'],
  ['spanish', 31, 'treintaiuno'],
  ['german', 12, 'zwoelf'],
  ['german', 21, 'einundzwanzig'],
  ['german', 37, 'siebenunddreissig'],
] as const)('%s %i is %s', (name, result, word) => {
  expect(
    STYLES[name]
      .line({ ...example, result })
      .split(' ')
      .at(-1),
  ).toBe(word);
});

test('numbers that cannot be written throw an error that names number and range', () => {
  for (const name of ['english', 'french', 'spanish', 'german'] as const) {
    for (const result of [40, -1, 1.5, Number.NaN]) {
      expect(() => STYLES[name].line({ ...example, result })).toThrow(RangeError);
    }
    expect(() => STYLES[name].line({ ...example, result: 40 })).toThrow(
      `number 40 has no ${name} word: allowed are integers 0..39`,
    );
  }
  for (const name of ['plain', 'jargon', 'terse'] as const) {
    expect(() => STYLES[name].line({ ...example, right: -1 })).toThrow(
      'number -1 cannot be written: allowed are integers 0..9999',
    );
    expect(() => STYLES[name].line({ ...example, right: 2.5 })).toThrow(RangeError);
  }
});

test('plain accepts the hedged dialect, no other style does', () => {
  for (const line of [
    ' 5 plus 3 maybe 9',
    ' no, 5 plus 3 is 8',
    ' no, 5 plus 3 maybe 9',
    ' 5 plus 3 is 9',
  ]) {
    expect(accepting(line)).toEqual(['plain']);
  }
});

test.each([
  '5 plus 3 is 8',
  '  5 plus 3 is 8',
  ' 5 plus 3 is 8 ',
  ' 5 plus 3 is',
  ' 5 plus 3 is 8.',
  ' 5 plus 3 is 08',
  ' 5 plus 3 is 5 plus 3 is 8',
  ' 5  plus 3 is 8',
  ' 5 and 3 is 8',
  ' no 5 plus 3 is 8',
  ' no, no, 5 plus 3 is 8',
  ' maybe 5 plus 3 is 8',
  ' 5 plus 3 is ٨',
  ' 5 plus 3 is 8\n',
  ' <<5+3=8>',
  ' <<5+3=8>> ',
  ' <<5/3=8>>',
  ' <<5 + 3 = 8>>',
  ' <5+3=8>',
  ' <<05+3=8>>',
  ' <<5+3=8>>\n',
  ' five plus three is eight ',
  ' five plus three maybe eight',
  ' no, five plus three is eight',
  ' five plus three equals eight',
  ' five plus three is forty',
  ' Five plus three is eight',
  ' five plus three is constructor',
  ' cinq plus trois is huit',
  ' cinq et three font huit',
  ' cinq et trois font 8',
  ' cinco y tres son ocho',
  ' cinco mas tres son huit',
  ' fünf und drei macht acht',
  ' fuenf und drei macht eight',
  ' +3 ',
  ' 3',
  ' /3',
  ' +3=8',
  ' ++3',
  ' +03',
  '',
  ' ',
])('no style accepts %j', (line) => {
  expect(accepting(line)).toEqual([]);
});

test('a line cut short or run on matches no style as a whole', () => {
  fc.assert(
    fc.property(anyStep, styleName, styleName, (step, one, other) => {
      const line = STYLES[one].line(step);
      expect(accepting(line + STYLES[other].line(step))).toEqual([]);
      expect(accepting(line.slice(1))).toEqual([]);
    }),
  );
});

test('classify names the style of each step line', () => {
  expect(
    classify(
      ' 5 plus 3 is 8\n <<8-2=6>>\n six times two is twelve\n cinq plus trois is huit\n +3\n#### 12',
    ),
  ).toEqual(['plain', 'jargon', 'english', 'mixed', 'terse']);
});

test('classify skips empty lines and the final answer line only', () => {
  expect(classify('')).toEqual([]);
  expect(classify('#### 8')).toEqual([]);
  expect(classify('\n +3\n\n\n#### 8\n')).toEqual(['terse']);
  expect(classify('#### 8\n +3')).toEqual(['mixed', 'terse']);
  expect(classify(' +3\n####')).toEqual(['terse']);
  expect(classify(' +3\n 5 plus 3')).toEqual(['terse', 'mixed']);
  expect(stepLines(' +3\n 5 plus 3')).toEqual([' +3', ' 5 plus 3']);
});

test('classify reads back any sequence of lines', () => {
  const rows = fc.array(fc.tuple(anyStep, styleName), { maxLength: 6 });
  fc.assert(
    fc.property(rows, (written) => {
      const names: StyleName[] = written.map(([, name]) => name);
      const lines = written.map(([step, name]) => STYLES[name].line(step));
      expect(classify([...lines, '#### 8'].join('\n'))).toEqual(names);
    }),
  );
});
