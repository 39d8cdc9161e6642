// Warm-up and cosine: their corners, and that they never leave their bounds.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cosine, learningRate } from './learning-rate.ts';

test('warms up in a straight line to the base rate', () => {
  const rates = [1, 2, 3, 4, 5, 100].map((step) => learningRate(step, { base: 8, warmupSteps: 4 }));
  expect(rates).toEqual([2, 4, 6, 8, 8, 8]);
  expect(learningRate(1, { base: 8, warmupSteps: 0 })).toBe(8);
  expect(() => learningRate(0, { base: 8, warmupSteps: 4 })).toThrow('step is 0');
});

test('cosine falls from the base rate to its floor', () => {
  const at = (step: number) => cosine(step, { base: 8, warmupSteps: 2, steps: 12, floor: 0.1 });
  expect([1, 2].map(at)).toEqual([4, 8]);
  expect(at(7)).toBeCloseTo(8 * 0.55, 12);
  expect(at(12)).toBeCloseTo(0.8, 12);
  expect(at(50)).toBeCloseTo(0.8, 12);
});

test('cosine never rises after the warm-up', () => {
  const schedule = fc.record({
    base: fc.double({ min: 1e-6, max: 1, noNaN: true }),
    warmupSteps: fc.nat(20),
    rest: fc.integer({ min: 1, max: 50 }),
    floor: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(schedule, fc.integer({ min: 1, max: 90 }), ({ rest, ...options }, step) => {
      const full = { ...options, steps: options.warmupSteps + rest };
      const rate = cosine(step, full);
      expect(rate).toBeLessThanOrEqual(options.base * (1 + 1e-12));
      if (step > options.warmupSteps)
        expect(cosine(step + 1, full)).toBeLessThanOrEqual(rate * (1 + 1e-12));
    }),
  );
});

test('too few steps and a floor above the base rate are named', () => {
  const options = { base: 1, warmupSteps: 5, steps: 5, floor: 0 };
  expect(() => cosine(1, options)).toThrow('steps is 5; it must exceed 5');
  expect(() => cosine(1, { ...options, steps: 9, floor: 2 })).toThrow('floor is 2');
});
