// Tokenizer and boundary sets: round trips on random lines, unwritable text, malformed files.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FormatError } from '../format-error.ts';
import { boundaries, boundaryTokens } from '../tandem/boundaries.ts';
import { trainBpe } from './bpe.ts';
import { createTokenizer, TokenizerError } from './tokenizer.ts';
import type { TokenizerJson } from './tokenizer-json.ts';

const CORPUS = [
  'Ann has 5 apples . She buys 3 . How many ? \n 5 plus 3 is 8\n#### 8',
  'Tom has 16 eggs . He eats 7 . How many ? \n <<16-7=9>>\n#### 9',
  ' vingt-et-un plus zéro égale vingt-et-un\n fünf und drei ist acht\n +4\n 0123456789',
];
const JSON_FILE = trainBpe(CORPUS, { merges: 80 });
const tokenizer = createTokenizer(JSON_FILE);

const piece = fc.oneof(
  fc.constantFrom(
    'Ann',
    ' has',
    ' apples',
    ' .',
    '\n',
    ' plus',
    '<<',
    '>>',
    '+',
    '=',
    '####',
    '  ',
  ),
  fc.constantFrom(' vingt-et-un', ' zéro', ' fünf', ' ? \n', '\n\n'),
  fc.nat(9999).map((n) => ` ${n}`),
  fc.nat(99).map(String),
);
const text = fc.array(piece, { maxLength: 40 }).map((p) => p.join(''));

test('a text survives the way through ids, with or without special tokens around it', () => {
  const { padId, bosId, eosId } = tokenizer;
  fc.assert(
    fc.property(text, (line) => {
      const ids = tokenizer.encode(line);
      expect(tokenizer.decode([padId, bosId, ...ids, eosId])).toBe(line);
      expect(ids.every((id) => id > 2 && id < tokenizer.vocabulary.length)).toBe(true);
    }),
  );
});

test('the surfaces of the tokens, put together, are the text', () => {
  const ascii = text.filter((line) => !/[^\n -~]/.test(line));
  fc.assert(
    fc.property(ascii, (line) => {
      const surfaces = tokenizer.encode(line).map((id) => tokenizer.surface(id));
      expect(surfaces.join('')).toBe(line);
    }),
  );
});

test('special tokens have the first ids and read as they are written', () => {
  const { padId, bosId, eosId } = tokenizer;
  expect([padId, bosId, eosId]).toEqual([0, 1, 2]);
  expect([padId, bosId, eosId].map((id) => tokenizer.surface(id))).toEqual([
    '<pad>',
    '<bos>',
    '<eos>',
  ]);
});

test('ids of any array are decoded, and none at all are the empty text', () => {
  expect(tokenizer.decode(Int32Array.from(tokenizer.encode(' 5 plus 3')))).toBe(' 5 plus 3');
  expect(tokenizer.decode([])).toBe('');
  expect(tokenizer.encode('')).toEqual([]);
});

test.each([
  [
    'Ann has Q apples',
    'Character "Q" (U+0051) at position 8 is not in the tokenizer\'s vocabulary.',
  ],
  ['5 × 3 ÷ 2', 'Character "×" (U+00D7) at position 2'],
  ['Ann 😀', 'Character "😀" (U+1F600) at position 4'],
  ['Ann \ud800', 'U+D800) at position 4'],
  ['Ann<eos>', 'Text contains <eos> at position 3; allowed: text without special tokens.'],
])('%j cannot be encoded', (line, message) => {
  expect(() => tokenizer.encode(line)).toThrow(message);
  expect(() => tokenizer.encode(line)).toThrow(TokenizerError);
});

test.each([-1, 1.5, 10_000])('id %d cannot be decoded', (id) => {
  expect(() => tokenizer.decode([3, id])).toThrow(`Token id is ${id}; allowed: 0 to`);
  expect(() => tokenizer.surface(id)).toThrow(TokenizerError);
});

const MODEL = {
  type: 'BPE',
  vocab: { '<pad>': 0, '<bos>': 1, '<eos>': 2, a: 3, b: 4 },
  merges: [],
};
const ADDED = ['<pad>', '<bos>', '<eos>'].map((content, id) => ({ id, content, special: true }));

/** The trained file with other fields. */
const withFields = (fields: TokenizerJson): TokenizerJson => ({
  ...JSON_FILE,
  model: MODEL,
  added_tokens: ADDED,
  ...fields,
});

test('the file the corruptions start from is sound', () => {
  expect(createTokenizer(withFields({})).encode('ab')).toEqual([3, 4]);
});

test.each([
  [{ model: undefined }, 'tokenizer.json: model is absent; allowed: a JSON object.'],
  [{ model: { ...MODEL, type: 'Unigram' } }, 'model.type is "Unigram"; allowed: "BPE".'],
  [{ decoder: { type: 'Metaspace' } }, 'decoder.type is "Metaspace"; allowed: "ByteLevel".'],
  [{ model: { ...MODEL, vocab: [] } }, 'model.vocab is []; allowed: a JSON object.'],
  [
    { model: { ...MODEL, vocab: { a: 'x' } } },
    'model.vocab["a"] is "x"; allowed: integers from 0.',
  ],
  [{ model: { ...MODEL, vocab: { ...MODEL.vocab, c: 4 } } }, 'id of "c" is 4, which "b" has too'],
  [{ model: { ...MODEL, vocab: { ...MODEL.vocab, c: 9 } } }, 'id of "c" is 9; allowed: 0 to 5'],
  [
    { model: { ...MODEL, merges: [['a', 'b']] } },
    'model.merges[0] is ["a","b"]; allowed: two tokens',
  ],
  [{ model: { ...MODEL, merges: 3 } }, 'model.merges is 3; allowed: a list.'],
  [{ added_tokens: null }, 'added_tokens is null; allowed: a list.'],
  [{ added_tokens: ADDED.slice(0, 2) }, 'added_tokens has no special token "<eos>"'],
  [
    { added_tokens: [...ADDED.slice(0, 2), { id: 2, content: '<eos>', special: false }] },
    'has no special token "<eos>"; it has ["<pad>","<bos>"].',
  ],
  [
    { added_tokens: [...ADDED.slice(0, 2), { id: 1, content: '<eos>', special: true }] },
    'added_tokens[2].id of "<eos>" is 1; allowed: 2, its id in model.vocab.',
  ],
  [
    {
      model: { ...MODEL, vocab: { a: 2, b: 3 } },
      added_tokens: ADDED.map((token) => ({ ...token, id: Math.min(token.id, 1) })),
    },
    'id of "<eos>" is 1, which "<bos>" has too',
  ],
  [{ pre_tokenizer: { type: 'Nonsense' } }, 'tokenizer.json cannot be used'],
])('a tokenizer.json with %j is an error', (fields, message) => {
  expect(() => createTokenizer(withFields(fields))).toThrow(message);
  expect(() => createTokenizer(withFields(fields))).toThrow(FormatError);
});

test('words end where a token begins with a space, steps at newlines, tokens everywhere', () => {
  const surfaces = tokenizer.vocabulary.map((_, id) => tokenizer.surface(id));
  const plain = surfaces.slice(3);
  const spaced = plain.filter((surface) => surface.startsWith(' '));
  expect(boundaryTokens(tokenizer, 'word')).toEqual(spaced);
  expect(spaced).toContain(' plus');
  expect(spaced).not.toContain('\n');
  const lines = plain.filter((surface) => surface.includes('\n'));
  expect(boundaryTokens(tokenizer, 'step')).toEqual(lines);
  expect(boundaryTokens(tokenizer, 'alternate')).toEqual(lines);
  expect(lines).toContain('\n');
  expect(boundaryTokens(tokenizer, 'token')).toEqual(plain);
  expect(boundaryTokens(tokenizer, 'chunk')).toEqual(plain);
});

test('special tokens are never boundaries, however they are written', () => {
  const odd = { vocabulary: ['Ġpad', 'Ċ', 'Ġeos', 'Ġa'], padId: 0, bosId: 1, eosId: 2 };
  for (const kind of ['word', 'step', 'alternate', 'token', 'chunk'] as const) {
    expect([...boundaries(odd, kind)].slice(0, 3)).toEqual([0, 0, 0]);
  }
  expect([...boundaries(odd, 'word')]).toEqual([0, 0, 0, 1]);
});
