// Which of the recorded tokens are shown.
import { expect, test } from 'vitest';
import { makeRollout } from '../app/events.fixture.ts';
import { rowsAt } from './Alternatives.tsx';

const lists = {
  ids: Int32Array.of(1, 2, 3, 4, 5, 6, 7, 11, 12, 13, 14, 15, 16, 17),
  probabilities: Float32Array.of(7, 6, 5, 4, 3, 2, 1, 7, 6, 5, 4, 3, 2, 1),
};
const written = (...tokens: number[]) =>
  makeRollout([1, 0], {
    tokens: Int32Array.from(tokens),
    alternatives: { senior: lists, junior: lists },
  });
const ids = (token: number, t: number) =>
  rowsAt(written(t === 0 ? token : 0, t === 1 ? token : 0), 'senior', t).map(({ id }) => id);

test('the five likeliest, the written one in place of the fifth when it is less likely', () => {
  expect(ids(2, 0)).toEqual([1, 2, 3, 4, 5]);
  expect(ids(7, 0)).toEqual([1, 2, 3, 4, 7]);
  expect(ids(99, 0)).toEqual([1, 2, 3, 4, 5]);
  expect(ids(16, 1)).toEqual([11, 12, 13, 14, 16]);
});

test('nothing was recorded: nothing is shown', () => {
  expect(rowsAt(makeRollout([1]), 'junior', 0)).toEqual([]);
});
