// Which numbers the conditions of a claim compare.
import { expect, test } from 'vitest';
import { above, below, difference, gain, gap, value } from './condition.ts';

test('a value is of the last step unless another moment is named', () => {
  expect(above(value('a', 'solo/accuracy'), 0.5)).toEqual({
    of: { arm: 'a', metric: 'solo/accuracy', at: 'last' },
    is: 'above',
    bound: 0.5,
  });
  expect(below(value('a', 'style/jargon', 20), 0.1)).toEqual({
    of: { arm: 'a', metric: 'style/jargon', at: 20 },
    is: 'below',
    bound: 0.1,
  });
});

test('a gap is the first arm minus the second, at one moment', () => {
  expect(above(gap('solo/accuracy', ['a', 'b'], 'selected'), 0)).toEqual({
    of: { arm: 'a', metric: 'solo/accuracy', at: 'selected' },
    minus: { arm: 'b', metric: 'solo/accuracy', at: 'selected' },
    is: 'above',
    bound: 0,
  });
});

test('a gain is the later moment minus the earlier one', () => {
  const of = (at: string | number) => ({ arm: 'a', metric: 'solo/accuracy', at });
  expect(gain('a', 'solo/accuracy')).toEqual({ of: of('last'), minus: of('start') });
  expect(gain('a', 'solo/accuracy', [10, 30])).toEqual({ of: of(30), minus: of(10) });
});

test('a difference is of any two values', () => {
  const found = difference(value('a', 'solo/accuracy'), value('b', 'junior/accuracy', 'start'));
  expect(found).toEqual({
    of: { arm: 'a', metric: 'solo/accuracy', at: 'last' },
    minus: { arm: 'b', metric: 'junior/accuracy', at: 'start' },
  });
});
