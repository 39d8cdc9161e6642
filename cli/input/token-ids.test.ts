// Tests of reading token ids from foreign JSON.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UsageError } from './command.ts';
import { readTokenIds } from './token-ids.ts';

const model = { vocabSize: 10, contextLength: 4 };

test('valid lists come back unchanged', () => {
  const row = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      expect(readTokenIds(rows, 'f', model)).toEqual(rows);
    }),
  );
});

test('any JSON is either a valid list or refused in one line that names the file', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (json) => {
      try {
        expect(readTokenIds(json, 'f.json', model)).toEqual(json);
      } catch (error) {
        expect(error).toBeInstanceOf(UsageError);
        expect(String(error)).toMatch(/^UsageError: f\.json: [^\n]+; allowed: [^\n]+\.$/);
      }
    }),
  );
});

test.each([
  [{ a: 1 }, 'the file is {"a":1}'],
  [[1, 2], 'sequence [0] is 1; allowed: a list of token ids'],
  [[[1], []], 'the length of sequence [1] is 0; allowed: 1 to 4 tokens'],
  [[[1, 2, 3, 4, 5]], 'the length of sequence [0] is 5'],
  [[[1, 10]], 'sequence [0][1] is 10; allowed: token ids, integers from 0 to 9'],
  [[[-1]], 'sequence [0][0] is -1'],
  [[[1.5]], 'is 1.5'],
  [[['1']], 'is "1"'],
])('%j is refused', (json, message) => {
  expect(() => readTokenIds(json, 'f.json', model)).toThrow(message);
});
