// How typed words are spelled before a tokenizer sees them.
import { expect, test } from 'vitest';
import { spelled } from './words.ts';

test.each([
  ['plus 3', ' 5', ' plus 3'],
  ['  plus   3 ', ' 5', ' plus 3'],
  ['5 plus', '', ' 5 plus'],
  ['#### 8', ' 5 plus 3 is 8\n', '#### 8'],
  ['# 8', ' 5', ' # 8'],
  ['is 8\n#### 8', ' 5 plus 3', ' is 8\n#### 8'],
  ['\n12 plus', ' is 12', '\n 12 plus'],
])('%j after %j is spelled %j', (text, before, expected) => {
  expect(spelled(text, before)).toBe(expected);
});
