// Working time and speed.
import { expect, test } from 'vitest';
import { begin, elapsed, mark, rest, STOPPED, speed } from './clock.ts';

test('a pause counts neither as time nor against the speed', () => {
  let clock = begin(STOPPED, 1000);
  clock = mark(clock, 1500);
  clock = mark(clock, 2000);
  expect(speed(clock)).toBe(2);
  clock = rest(clock, 2000);
  expect(elapsed(clock, 99_000)).toBe(1000);
  clock = mark(begin(clock, 100_000), 100_500);
  expect(elapsed(clock, 100_500)).toBe(1500);
  expect(speed(clock)).toBe(2);
});

test('beginning twice does not count twice; no speed before two steps', () => {
  const clock = begin(begin(STOPPED, 0), 500);
  expect(elapsed(clock, 700)).toBe(700);
  expect(speed(clock)).toBeNull();
  expect(speed(mark(clock, 700))).toBeNull();
});

test('the speed follows the latest steps', () => {
  let clock = begin(STOPPED, 0);
  for (let i = 1; i <= 5; i++) clock = mark(clock, i * 1000);
  for (let i = 1; i <= 20; i++) clock = mark(clock, 5000 + i * 100);
  expect(speed(clock)).toBeCloseTo(10);
});
