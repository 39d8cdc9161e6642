// Scripted coins through the author state machine: when a coin is tossed, and who writes then.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AuthorState, firstAuthor, nextAuthor } from './author.ts';
import type { Schedule, ScheduleKind } from './schedule.ts';

const BOUNDARY = 1;
const schedule = (changes: Partial<Schedule>): Schedule => ({
  kind: 'word',
  seniorProbability: 0.5,
  maxGap: 4,
  chunkSize: 3,
  start: 'coin',
  boundary: Uint8Array.from([0, 1, 0]),
  ...changes,
});

/** Walks tokens with a scripted coin; authors of each token, redraws after it, and tosses used. */
function walk(tokens: readonly number[], coins: readonly number[], of: Schedule) {
  let tosses = 0;
  const coin = () => {
    const value = coins[tosses++];
    if (value === undefined) throw new Error('coin script used up');
    return value;
  };
  let state: AuthorState = firstAuthor(of, coin);
  const steps = tokens.map((token) => {
    const author = state.senior ? 1 : 0;
    const step = nextAuthor(state, token, of, coin);
    state = step.state;
    return { author, redraw: step.redraw };
  });
  const authors = steps.map((step) => step.author);
  return { authors, redraws: steps.map((step) => (step.redraw ? 1 : 0)), tosses, state };
}

test('the author is drawn after a boundary token, which the old author still writes', () => {
  const { authors, redraws, tosses } = walk([0, 1, 0, 1, 0], [0.2, 0.7, 0.4999], schedule({}));
  expect(authors).toEqual([1, 1, 0, 0, 1]);
  expect(redraws).toEqual([0, 1, 0, 1, 0]);
  expect(tosses).toBe(3);
});

test('the coin is drawn at the fourth token without a boundary, and the count starts again', () => {
  const { redraws, authors } = walk(
    [0, 0, 0, 0, 0, 1, 0, 0, 0, 0],
    [0.9, 0.1, 0.9, 0.1],
    schedule({}),
  );
  expect(redraws).toEqual([0, 0, 0, 1, 0, 1, 0, 0, 0, 1]);
  expect(authors).toEqual([0, 0, 0, 0, 1, 1, 0, 0, 0, 0]);
});

test('a coin equal to p chooses the junior', () => {
  expect(firstAuthor(schedule({}), () => 0.5).senior).toBe(false);
});

test('a fixed start tosses no coin', () => {
  for (const kind of ['word', 'token', 'step', 'chunk', 'alternate'] as const) {
    expect(walk([0], [], schedule({ kind, start: 'senior' })).authors).toEqual([1]);
    expect(walk([0], [], schedule({ kind, start: 'junior' })).authors).toEqual([0]);
    expect(walk([0], [0.1], schedule({ kind })).tosses).toBe(1);
  }
});

test('chunk toggles after chunkSize tokens whatever they are', () => {
  const { authors, tosses } = walk(
    [0, 1, 1, 1, 0, 0, 1],
    [],
    schedule({ kind: 'chunk', start: 'senior' }),
  );
  expect(authors).toEqual([1, 1, 1, 0, 0, 0, 1]);
  expect(tosses).toBe(0);
});

test('alternate toggles at every boundary and ignores the gap limit', () => {
  const of = schedule({ kind: 'alternate', start: 'senior' });
  const { authors, tosses } = walk([0, 0, 0, 0, 0, 1, 1, 0], [], of);
  expect(authors).toEqual([1, 1, 1, 1, 1, 1, 0, 1]);
  expect(tosses).toBe(0);
});

const kinds: fc.Arbitrary<ScheduleKind> = fc.constantFrom('word', 'token', 'step');
const tokens = fc.array(fc.constantFrom(0, BOUNDARY, 2), { minLength: 1, maxLength: 60 });

test('coin schedules: one toss per redraw, and no gap longer than maxGap', () => {
  fc.assert(
    fc.property(kinds, tokens, fc.integer({ min: 1, max: 8 }), (kind, ids, maxGap) => {
      const coins = ids.map((_, index) => (index % 3) / 3).concat(0.4);
      const { redraws, authors, tosses } = walk(ids, coins, schedule({ kind, maxGap }));
      expect(tosses).toBe(1 + redraws.filter((bit) => bit === 1).length);
      let gap = 0;
      for (const [index, id] of ids.entries()) {
        gap++;
        expect(redraws[index]).toBe(id === BOUNDARY || gap === maxGap ? 1 : 0);
        if (redraws[index] === 1) gap = 0;
        else if (index + 1 < ids.length) expect(authors[index + 1]).toBe(authors[index]);
      }
    }),
  );
});

test('p = 1 always gives the senior, p = 0 always the junior', () => {
  fc.assert(
    fc.property(kinds, tokens, fc.constantFrom(0, 1), (kind, ids, seniorProbability) => {
      const coins = ids.map((_, index) => index / 61).concat(0.999);
      const { authors } = walk(ids, coins, schedule({ kind, seniorProbability }));
      expect(new Set(authors)).toEqual(new Set([seniorProbability]));
    }),
  );
});

test('the authors of a prefix do not depend on what follows', () => {
  fc.assert(
    fc.property(tokens, fc.nat(59), (ids, cut) => {
      const coins = ids.map((_, index) => (index * 0.37) % 1).concat(0.2);
      const half = walk(ids.slice(0, cut), coins, schedule({}));
      const whole = walk(ids, coins, schedule({}));
      expect(whole.authors.slice(0, cut)).toEqual(half.authors);
    }),
  );
});
