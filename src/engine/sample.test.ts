// The sampler against worked inverse CDFs, and as properties over random rows.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { at } from '../at.ts';
import { greedyToken, keptTokens, sampleToken, topEntries } from './sample.ts';

const ALL = { topK: 0, topP: 1 };

test('inverse CDF in id order', () => {
  const row = [0.25, 0, 0.5, 0.25];
  const drawn = [0, 0.2499, 0.25, 0.7499, 0.75, 0.9999].map((u) => sampleToken(row, u, ALL));
  expect(drawn).toEqual([0, 0, 2, 2, 3, 3]);
});

test('top-k keeps the most probable, ties by lower id, and renormalises', () => {
  const row = [0.2, 0.3, 0.2, 0.3];
  expect(keptTokens(row, { topK: 3, topP: 1 })).toEqual([0, 1, 3]);
  const drawn = [0, 0.26, 0.62, 0.63, 0.99].map((u) => sampleToken(row, u, { topK: 3, topP: 1 }));
  expect(drawn).toEqual([0, 1, 1, 3, 3]);
});

test('top-p keeps the smallest set that reaches it, of what top-k left', () => {
  const row = [0.1, 0.5, 0.15, 0.25];
  expect(keptTokens(row, { topK: 0, topP: 0.5 })).toEqual([1]);
  expect(keptTokens(row, { topK: 0, topP: 0.51 })).toEqual([1, 3]);
  expect(keptTokens(row, { topK: 2, topP: 0.66 })).toEqual([1]);
  expect(keptTokens(row, { topK: 0, topP: 0 })).toEqual([1]);
});

test('rows without mass are an error', () => {
  expect(() => sampleToken([0, 0], 0.5, ALL)).toThrow('sum to 0');
  expect(() => sampleToken([0.5, Number.NaN], 0.5, ALL)).toThrow('sum to NaN');
});

test('greedy and best entries break ties by lower id', () => {
  expect(greedyToken([0.1, 0.4, 0.4, 0.1])).toBe(1);
  expect(topEntries([0.1, 0.4, 0.4, 0.1], 3).map((entry) => entry.id)).toEqual([1, 2, 0]);
  expect(topEntries([0.5, 0.5], 5)).toHaveLength(2);
});

const rows = fc
  .array(fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1, noNaN: true })), {
    minLength: 1,
    maxLength: 30,
  })
  .filter((row) => row.some((value) => value > 1e-6))
  .map((row) => Float32Array.from(row));
const uniforms = fc.integer({ min: 0, max: 0xffffff }).map((bits) => bits / 0x1000000);
const truncations = fc.record({
  topK: fc.nat(8),
  topP: fc.double({ min: 0, max: 1, noNaN: true }),
});

test('never a token of probability 0, and never one that truncation removed', () => {
  fc.assert(
    fc.property(rows, uniforms, truncations, (row, u, truncation) => {
      const token = sampleToken(row, u, truncation);
      expect(row[token]).toBeGreaterThan(0);
      expect(keptTokens(row, truncation)).toContain(token);
    }),
  );
});

test('keeping one token is greedy', () => {
  fc.assert(
    fc.property(rows, uniforms, (row, u) => {
      expect(sampleToken(row, u, { topK: 1, topP: 1 })).toBe(greedyToken(row));
      expect(topEntries(row, 1)[0]?.id).toBe(greedyToken(row));
    }),
  );
});

test('a larger u never gives a lower id', () => {
  fc.assert(
    fc.property(rows, uniforms, uniforms, (row, a, b) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      expect(sampleToken(row, low, ALL)).toBeLessThanOrEqual(sampleToken(row, high, ALL));
    }),
  );
});

test('of a large vocabulary the same tokens are kept as by sorting all of it', () => {
  const sorted = (row: Float32Array) =>
    Array.from(row, (_, id) => id).sort((a, b) => at(row, b) - at(row, a) || a - b);
  fc.assert(
    fc.property(fc.infiniteStream(fc.nat(1000)), fc.integer({ min: 1, max: 60 }), (stream, n) => {
      // Few values, so that there are ties.
      const row = Float32Array.from({ length: 2000 }, () => stream.next().value / 64_000);
      const order = sorted(row);
      expect(topEntries(row, n).map(({ id }) => id)).toEqual(order.slice(0, n));
      const ascending = (ids: number[]) => ids.sort((a, b) => a - b);
      expect(keptTokens(row, { topK: n, topP: 1 })).toEqual(ascending(order.slice(0, n)));
      const total = row.reduce((sum, p) => sum + p, 0);
      const kept = keptTokens(row, { topK: 0, topP: n / 64 });
      const held = ascending(order.slice(0, kept.length)).reduce((sum, id) => sum + at(row, id), 0);
      expect(kept).toEqual(ascending(order.slice(0, kept.length)));
      expect(held).toBeGreaterThan((n / 64) * total * (1 - 1e-9));
    }),
    { numRuns: 20 },
  );
});
