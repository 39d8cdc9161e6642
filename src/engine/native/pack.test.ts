// Packed rows fit the places that were counted for them, whatever prompts and lengths.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { batches, packRows, promptUnits, unitTokens } from './pack.ts';

const sequence = fc.record({
  prompt: fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 1, maxLength: 3 }),
  tokens: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 9 }),
});

test('a batch has at most as many tokens and targets as there are places', () => {
  fc.assert(
    fc.property(fc.array(sequence, { minLength: 1, maxLength: 40 }), (sequences) => {
      const budget = Math.max(20, ...promptUnits(sequences).map(unitTokens));
      for (const part of batches(sequences, budget)) {
        const { ids, targets, predictors } = packRows(part);
        expect(ids.length).toBeLessThanOrEqual(budget);
        expect(targets.length).toBeLessThanOrEqual(budget);
        expect(predictors.length).toBe(targets.length);
      }
    }),
  );
});

test('many rows after a short prompt have more targets than tokens', () => {
  const rows = Array.from({ length: 5 }, () => ({ prompt: [1], tokens: [2, 3, 4] }));
  expect(packRows(rows).ids).toHaveLength(1 + 5 * 2);
  expect(unitTokens(rows)).toBe(5 * 3);
});
