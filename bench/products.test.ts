// Operations of a product, and that a train step's products have a rate.
import { expect, test } from 'vitest';
import { operations, productRate } from './products.ts';
import { SIZES } from './work.ts';

test('two operations for each multiply-add, at the sizes of the batch', () => {
  const sizes = { m: { of: 'tokens', times: 2 }, k: 3, n: 5 } as const;
  const call = { kernel: 'matmul', buffers: {}, sizes, numbers: {} } as const;
  expect(operations(call, ['m', 'k', 'n'], { tokens: 7 })).toBe(2 * 14 * 3 * 5);
});

test('an update has products, and they take time', async () => {
  const rate = await productRate({ config: SIZES.toy, rows: 2, tokens: 4 });
  expect(await rate()).toBeGreaterThan(0);
});
