// The BPE trainer: merges, ids, separate digits.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { trainBpe } from './bpe.ts';
import { createTokenizer, TokenizerError } from './tokenizer.ts';

const CORPUS = [
  'Ann has 5 apples . She buys 3 . How many ? \n 5 plus 3 is 8\n#### 8',
  'Tom has 16 eggs . He eats 7 . How many ? \n <<16-7=9>>\n#### 9',
  'Eve has 24 pens . She doubles them .\n twenty-four times two\n vingt-et-un\n#### 20',
];

/** Vocabulary and merges of a trained tokenizer. */
function trained(texts: readonly string[], merges: number) {
  const json: { model?: { vocab?: Record<string, number>; merges?: [string, string][] } } =
    trainBpe(texts, { merges });
  return { vocab: json.model?.vocab ?? {}, merges: json.model?.merges ?? [] };
}

test('merges are the commonest pairs, ties in lexicographic order', () => {
  // ab: 4, bc: 3; then abc: 3; then nothing but "ab" alone, and d pairs of count 1 each.
  expect(trained(['abc', 'abc', 'abc', 'ab', 'zx', 'yx'], 9).merges).toEqual([
    ['a', 'b'],
    ['ab', 'c'],
    ['y', 'x'],
    ['z', 'x'],
  ]);
});

test('ids are the special tokens, the bytes that occur, then the merges', () => {
  expect(trained(['ba ba'], 2).vocab).toEqual({
    '<pad>': 0,
    '<bos>': 1,
    '<eos>': 2,
    a: 3,
    b: 4,
    Ġ: 5,
    ba: 6,
    Ġba: 7,
  });
});

test('training again on the same texts gives the same file', () => {
  expect(JSON.stringify(trainBpe(CORPUS, { merges: 60 }))).toBe(
    JSON.stringify(trainBpe(CORPUS, { merges: 60 })),
  );
});

test('a token with a digit is that digit, or a space and that digit', () => {
  const number = fc.integer({ min: 0, max: 9999 }).map(String);
  const word = fc.constantFrom('apples', 'x', 'plus', '<<', '=', '\n', '####');
  const text = fc
    .array(fc.tuple(fc.oneof(number, word), fc.constantFrom('', ' ')), { minLength: 1 })
    .map((parts) => parts.flat().join(''));
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), (texts) => {
      const withDigits = Object.keys(trained(texts, 200).vocab).filter((token) => /\d/.test(token));
      expect(withDigits.filter((token) => !/^Ġ?\d$/.test(token))).toEqual([]);
    }),
  );
});

test('a number is written digit by digit', () => {
  const tokenizer = createTokenizer(trainBpe([...CORPUS, ...CORPUS], { merges: 500 }));
  const tokens = tokenizer.encode(' 16 plus 24').map((id) => tokenizer.vocabulary[id]);
  expect(tokens).toEqual(['Ġ1', '6', 'Ġplus', 'Ġ2', '4']);
});

test('other special tokens take the first ids', () => {
  const specials = ['<pad>', '<bos>', '<eos>', '<sep>'];
  const tokenizer = createTokenizer(trainBpe(['ab'], { merges: 1, specials }));
  expect(tokenizer.vocabulary).toEqual([...specials, 'a', 'b', 'ab']);
});

test('bad options and no text are errors', () => {
  expect(() => trainBpe(['a'], { merges: -1 })).toThrow('merges is -1; allowed: integers from 0.');
  expect(() => trainBpe([], { merges: 1 })).toThrow(TokenizerError);
});
