// The count of operations against a loop over a tiny model's multiply-adds.
import { expect, test } from 'vitest';
import { parameterCount } from '../../src/checkpoint/shapes.ts';
import { trainFlops } from './flops.ts';
import { SIZES } from './work.ts';

test('products take six operations per token and matrix entry, attention those below the diagonal', () => {
  for (const config of Object.values(SIZES)) {
    const norms = (2 * config.layers + 1) * config.hiddenSize;
    const entries = parameterCount(config) - norms;
    // One token sees itself only: a score and a value, each H D multiply-adds.
    const one = config.layers * 2 * config.heads * config.headDim;
    expect(trainFlops({ config, rows: 1, tokens: 1 })).toBe(6 * (entries + one));
    let pairs = 0;
    for (let query = 0; query < 9; query++) for (let key = 0; key <= query; key++) pairs++;
    expect(trainFlops({ config, rows: 2, tokens: 9 })).toBe(6 * 2 * (9 * entries + pairs * one));
  }
});

test('sizes are what they are called', () => {
  const millions = Object.values(SIZES).map((config) => parameterCount(config) / 1e6);
  expect(millions.map((value) => value.toFixed(2))).toEqual(['0.16', '0.12', '0.82', '5.01']);
});

test('the toy at full size takes about nine billion', () => {
  const flops = trainFlops({ config: SIZES.toy, rows: 128, tokens: 64 });
  expect(flops).toBeGreaterThan(8e9);
  expect(flops).toBeLessThan(9e9);
});
