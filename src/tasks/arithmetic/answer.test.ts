// Tests of the final line: one form is right, everything near it is not.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { numberLines } from './answer.ts';

const { line: answerLine, parse: parseAnswer } = numberLines;

test.each([
  ['#### 8', 8],
  ['#### 0', 0],
  ['#### 9999', 9999],
  [' 5 plus 3 is 8\n#### 8', 8],
  ['\n\n#### 16', 16],
  ['any text at all\n#### 16', 16],
] as const)('%j is %i', (solution, answer) => {
  expect(parseAnswer(solution)).toBe(answer);
});

test.each([
  '',
  '8',
  '####',
  '#### ',
  '####8',
  '### 8',
  '##### 8',
  ' #### 8',
  '\t#### 8',
  '#### 8 ',
  '#### 8\t',
  '#### 8\n',
  '#### 8\n\n',
  '#### 8\r',
  '#### 8\r\n',
  '#### 8\u2028',
  '#### 8\u0000',
  '\ufeff#### 8',
  '####  8',
  '####\t8',
  '####\u00a08',
  '#### 08',
  '#### 00',
  '#### +8',
  '#### -8',
  '#### -0',
  '#### 8.',
  '#### 8.0',
  '#### 8,0',
  '#### 8e0',
  '#### 0x8',
  '#### 0b1000',
  '#### 8n',
  '#### 7+1',
  '#### 8 apples',
  '#### 8#',
  '#### eight',
  '#### NaN',
  '#### Infinity',
  '#### null',
  '#### 8 or 9',
  '#### 8\n 5 plus 3 is 8',
  '#### 8\n#### 8',
  '#### 7\n#### 8',
  '#### 8 #### 8',
  ' #### 7\n#### 8',
  'x####\n#### 8',
  '#### 10000',
  `#### ${'8'.repeat(100000)}`,
  `#### ${'0'.repeat(100)}8`,
  '#### ٨',
  '#### ⁸',
  '#### ８',
  '#### ८',
  '#### 8\u0301',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the text itself is the attack
  '#### ${8}',
  '#### {{8}}',
  '#### <<8>>',
  '#### (8)',
  '#### [8]',
  '#### "8"',
  '#### eval("8")',
  '#### problem.answer',
  '#### __proto__',
  '#### $&',
  '#### .*',
  '#### \\d',
])('%j holds no answer', (solution) => {
  expect(parseAnswer(solution)).toBe(null);
});

test('reads back every number it writes, and writes no other', () => {
  for (let answer = 0; answer <= 9999; answer++) {
    expect(parseAnswer(answerLine(answer))).toBe(answer);
  }
  expect(() => answerLine(-1)).toThrow('number -1 cannot be written');
  expect(() => answerLine(10000)).toThrow('allowed are integers 0..9999');
});

test('only a solution that ends in a written answer line has an answer', () => {
  const pieces = fc.constantFrom('#', '####', ' ', '\n', '8', '0', '-', '.', '+', 'is', '\r');
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(text, (solution) => {
      const answer = parseAnswer(solution);
      if (answer === null) return;
      const end = answerLine(answer);
      const before = solution.slice(0, -end.length);
      expect(solution).toBe(before + end);
      expect(before === '' || before.endsWith('\n')).toBe(true);
      expect(before).not.toContain('####');
    }),
    { numRuns: 5000 },
  );
});

test('text after the answer line makes it no answer; text before it does not count', () => {
  const text = fc.string({ minLength: 1 });
  fc.assert(
    fc.property(text, (extra) => {
      fc.pre(!/^[0-9]/.test(extra));
      expect(parseAnswer(`#### 8${extra}`)).toBe(null);
      fc.pre(!extra.includes('####'));
      expect(parseAnswer(`${extra}\n#### 8`)).toBe(8);
    }),
  );
});
