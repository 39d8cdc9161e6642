// Indexing that fails closed: what is there, and the error where nothing is.
import { expect, test } from 'vitest';
import { at } from './at.ts';

test('gives the item, also when it is 0 or null', () => {
  expect(at([7, 0], 1)).toBe(0);
  expect(at([null], 0)).toBeNull();
  expect(at(Float32Array.of(1.5), 0)).toBe(1.5);
});

test.each([-1, 2, 0.5, Number.NaN])('refuses index %s', (index) => {
  expect(() => at([1, 2], index)).toThrow(`index ${index} of a list of 2`);
});
