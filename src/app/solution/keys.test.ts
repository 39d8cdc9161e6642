// Keys on the token strip.
import { expect, test } from 'vitest';
import { makeRollout } from '../events.fixture.ts';
import { tokenForKey } from './keys.ts';

const rollout = makeRollout([1, 1, 0, 0, 0, 1]);

test.each([
  ['ArrowRight', false, 0, 1],
  ['ArrowRight', false, 5, 5],
  ['ArrowLeft', false, 0, 0],
  ['ArrowLeft', false, 3, 2],
  ['ArrowRight', true, 0, 1],
  ['ArrowRight', true, 1, 4],
  ['ArrowRight', true, 4, 5],
  ['ArrowLeft', true, 4, 1],
  ['ArrowLeft', true, 1, 0],
  ['Home', false, 4, 0],
  ['End', false, 0, 5],
  ['a', false, 2, null],
] as const)('%s, shift %s, from %d to %s', (key, isShift, from, to) => {
  expect(tokenForKey(key, isShift, from, rollout)).toBe(to);
});
