// Playback goes to the end and no further, faster where asked, and sees each redraw.
import { expect, test } from 'vitest';
import { makeRollout } from '../events.fixture.ts';
import {
  millisecondsPerToken,
  playbackNext,
  playbackStart,
  SPEEDS,
  tossAfter,
} from './playback.ts';

test('playback ends at the last token and begins again at the first', () => {
  expect([0, 1, 2].map((t) => playbackNext(t, 3))).toEqual([1, 2, null]);
  expect([0, 1, 2].map((t) => playbackStart(t, 3))).toEqual([0, 1, 0]);
});

test('twice the speed is half the time', () => {
  const [slow = 0, usual = 0, ...fast] = SPEEDS.map(millisecondsPerToken);
  expect(slow).toBe(2 * usual);
  expect(fast).toEqual([usual / 2, usual / 4]);
});

test('a redraw is a handoff only where the author changes', () => {
  const rollout = makeRollout([1, 1, 0, 0], { redraws: Uint8Array.of(1, 1, 0, 0) });
  expect([0, 1, 2, 3].map((t) => tossAfter(rollout, t))).toEqual([
    'kept',
    'handed',
    'none',
    'none',
  ]);
});
