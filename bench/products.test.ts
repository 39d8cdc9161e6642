// Operations of a product, and that a train step's products have a rate.
import { expect, test } from 'vitest';
import { operations, productRate, rateOf } from './products.ts';
import { SIZES } from './timing/work.ts';

test('two operations for each multiply-add, at the sizes of the batch', () => {
  const sizes = { m: { of: 'tokens', times: 2 }, k: 3, n: 5 } as const;
  const call = { kernel: 'matmul', buffers: {}, sizes, numbers: {} } as const;
  expect(operations(call, ['m', 'k', 'n'], { tokens: 7 })).toBe(2 * 14 * 3 * 5);
});

test('a rate is of all operations over the usual time of each shape', () => {
  const small = { operations: 1e6, milliseconds: [1, 1, 50] };
  const large = { operations: 4e6, milliseconds: [2] };
  expect(rateOf([small, large])).toBeCloseTo((3 * 1e6 + 4e6) / (3 * 1 + 2) / 1e6);
});

test('an update has products, and they take time', async () => {
  const rate = await productRate({ config: SIZES.toy, rows: 2, tokens: 4 });
  expect(await rate()).toBeGreaterThan(0);
});
