// Which of the top tokens are shown.
import { expect, test } from 'vitest';
import { makeSide } from '../../../test/fixtures/rollout-side.ts';
import { makeReading, makeRollout } from '../events.fixture.ts';
import { topTokensAt } from './top-tokens.ts';

const ids = Array.from({ length: 24 }, (_, i) => i + 1);
const lists = {
  ids: Int32Array.from(ids),
  probabilities: Float32Array.from(ids, (id) => 1 / id),
};
const written = (...tokens: number[]) =>
  makeRollout([1, 0], {
    tokens: Int32Array.from(tokens),
    senior: makeSide(2, { top: lists }),
    junior: makeSide(2, { top: lists }),
  });
const shown = (token: number, t: number) =>
  topTokensAt(written(t === 0 ? token : 0, t === 1 ? token : 0), null, 'senior', t).map(
    ({ id }) => id,
  );
const nine = [1, 2, 3, 4, 5, 6, 7, 8, 9];

test('the ten most probable, the written one in place of the tenth when it is less likely', () => {
  expect(shown(2, 0)).toEqual([...nine, 10]);
  expect(shown(12, 0)).toEqual([...nine, 12]);
  expect(shown(99, 0)).toEqual([...nine, 10]);
  expect(shown(23, 1)).toEqual([...nine.map((id) => id + 12), 23]);
});

test('a reading replaces the recorded list; without either the list is empty', () => {
  const reading = makeReading(2, { topTokens: { senior: lists, junior: lists } });
  expect(topTokensAt(makeRollout([1, 0]), reading, 'junior', 1)[0]).toEqual({
    id: 13,
    probability: expect.closeTo(1 / 13, 6),
  });
  expect(topTokensAt(makeRollout([1]), null, 'junior', 0)).toEqual([]);
});
