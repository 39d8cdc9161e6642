// Rollouts made by the author state machine pass; every single changed bit of them is caught.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeSide } from '../../test/fixtures/rollout-side.ts';
import type { Rollout } from '../engine/engine.ts';
import { firstAuthor, nextAuthor } from '../tandem/author.ts';
import type { Schedule } from '../tandem/schedule.ts';
import { IllegalSwitchError, validateRollout } from './validate.ts';

const EOS = 9;
const boundary = Uint8Array.from({ length: 10 }, (_, id) => (id < 3 ? 1 : 0));

/** A rollout of the tokens whose authors follow the schedule, and coins from the list in turn. */
function rolloutOf(ids: readonly number[], schedule: Schedule, coins: readonly number[]): Rollout {
  let tosses = 0;
  const coin = () => coins[tosses++ % coins.length] ?? 0;
  const authors: number[] = [];
  const redraws: number[] = [];
  let state = firstAuthor(schedule, coin);
  for (const [position, token] of ids.entries()) {
    authors.push(state.senior ? 1 : 0);
    if (position === ids.length - 1) redraws.push(0);
    else {
      const step = nextAuthor(state, token, schedule, coin);
      redraws.push(step.redraw ? 1 : 0);
      state = step.state;
    }
  }
  return {
    tokens: Int32Array.from(ids),
    authors: Uint8Array.from(authors),
    redraws: Uint8Array.from(redraws),
    senior: makeSide(ids.length),
    junior: makeSide(ids.length),
    finish: ids[ids.length - 1] === EOS ? 'eos' : 'length',
  };
}

const schedules: fc.Arbitrary<Schedule> = fc.record({
  kind: fc.constantFrom('word', 'token', 'step', 'chunk', 'alternate'),
  seniorProbability: fc.constantFrom(0, 0.3, 0.5, 1),
  maxGap: fc.integer({ min: 1, max: 6 }),
  chunkSize: fc.integer({ min: 1, max: 6 }),
  start: fc.constantFrom('coin', 'senior', 'junior'),
  boundary: fc.constant(boundary),
});
const bodies = fc.array(fc.nat(8), { minLength: 1, maxLength: 40 });
const coins = fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), {
  minLength: 1,
  maxLength: 9,
});
const rollouts = fc
  .tuple(bodies, fc.boolean(), schedules, coins)
  .map(([body, ended, schedule, script]) => ({
    schedule,
    rollout: rolloutOf(ended ? [...body, EOS] : body, schedule, script),
  }));

const flip = (bits: Uint8Array, position: number) =>
  bits.map((bit, index) => (index === position ? 1 - bit : bit));

test('what the state machine makes is legal', () => {
  fc.assert(fc.property(rollouts, ({ rollout, schedule }) => validateRollout(rollout, schedule)));
});

test('any flipped redraw bit is caught at its position', () => {
  fc.assert(
    fc.property(rollouts, fc.nat(), ({ rollout, schedule }, at) => {
      const position = at % rollout.tokens.length;
      const broken = { ...rollout, redraws: flip(rollout.redraws, position) };
      expect(() => validateRollout(broken, schedule)).toThrow(IllegalSwitchError);
      expect(() => validateRollout(broken, schedule)).toThrow(`position ${position} `);
    }),
  );
});

test('a flipped author bit is caught unless both its ends are free coins', () => {
  fc.assert(
    fc.property(rollouts, fc.nat(), ({ rollout, schedule }, at) => {
      const position = at % rollout.tokens.length;
      const length = rollout.tokens.length;
      const coinDecides =
        schedule.kind !== 'chunk' &&
        schedule.kind !== 'alternate' &&
        schedule.seniorProbability % 1 !== 0;
      const freeBefore =
        position === 0
          ? schedule.start === 'coin' && schedule.seniorProbability % 1 !== 0
          : coinDecides && rollout.redraws[position - 1] === 1;
      const freeAfter = position === length - 1 || (coinDecides && rollout.redraws[position] === 1);
      fc.pre(!(freeBefore && freeAfter));
      const broken = { ...rollout, authors: flip(rollout.authors, position) };
      expect(() => validateRollout(broken, schedule)).toThrow(IllegalSwitchError);
    }),
  );
});

const word: Schedule = {
  kind: 'word',
  seniorProbability: 0.5,
  maxGap: 32,
  chunkSize: 1,
  start: 'senior',
  boundary,
};
const legal = rolloutOf([5, 1, 5, 5, EOS], word, [0.9]);

test('names the position, the token and the rule of an illegal switch', () => {
  const broken = { ...legal, authors: flip(legal.authors, 3) };
  expect(() => validateRollout(broken, word)).toThrow(
    'illegal rollout at position 3 (token 5): no redraw with p = 0.5 before it makes the author 0, not 1',
  );
  try {
    validateRollout(broken, word);
  } catch (error) {
    expect(error).toMatchObject({ position: 3, token: 5, name: 'IllegalSwitchError' });
  }
});

test('rejects unequal lengths, empty rollouts, other bits, tokens after EOS and a wrong start', () => {
  const check =
    (changes: Partial<Rollout>, of: Schedule = word) =>
    () =>
      validateRollout({ ...legal, ...changes }, of);
  expect(check({})).not.toThrow();
  expect(check({ junior: makeSide(4) })).toThrow('junior.logprobs has 4 entries');
  expect(check({ tokens: new Int32Array(0) })).toThrow('at least one token');
  expect(check({ authors: Uint8Array.from([1, 2, 0, 0, 0]) })).toThrow('0 or 1, not 2');
  expect(check({ tokens: Int32Array.from([5, 1, EOS, 5, EOS]) })).toThrow('tokens follow EOS');
  expect(() => validateRollout({ ...legal, finish: 'length' }, word, EOS)).toThrow(
    'finish is length',
  );
  expect(() => validateRollout(legal, word, 8)).toThrow('finish is eos');
  expect(() => validateRollout(legal, word, EOS)).not.toThrow();
  expect(check({}, { ...word, start: 'junior' })).toThrow('first author 0, not 1');
  expect(check({}, { ...word, start: 'coin', seniorProbability: 0 })).toThrow('first author 0');
  expect(check({}, { ...word, seniorProbability: 1 })).toThrow('author 1, not 0');
  expect(check({}, { ...word, maxGap: 1 })).toThrow('redraw bit 1, not 0');
});
