// Where batches are cut, who works on the parts, and in what order gradients add up.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { at } from '../at.ts';
import type { WeightedSequence } from './engine.ts';
import { inShards, SHARDS, shards, updateInShards } from './shards.ts';

const row = (prompt: number, tokens: number, gradient = 1): WeightedSequence => ({
  prompt: Array<number>(prompt).fill(1),
  tokens: Array<number>(tokens).fill(2),
  gradients: new Float64Array(tokens).fill(gradient),
});
const rows = fc.array(
  fc
    .tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 90 }), fc.boolean())
    .map(([prompt, tokens, moves]) => row(prompt, tokens, moves ? 0.5 : 0)),
  { maxLength: 60 },
);
/** What a row costs in tokens: three times as many where a backward pass is needed. */
const cost = ({ prompt, tokens, gradients }: WeightedSequence) =>
  (prompt.length + tokens.length) * (gradients[0] === 0 ? 1 : 3);
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

test('parts are consecutive, none is empty, none costs more than its share and one row', () => {
  fc.assert(
    fc.property(rows, (batch) => {
      const parts = shards(batch);
      expect(parts.flat()).toEqual(batch);
      expect(parts.length).toBeLessThanOrEqual(SHARDS);
      if (batch.length === 0) return;
      const costs = batch.map(cost);
      for (const part of parts) {
        expect(part.length).toBeGreaterThan(0);
        const most = sum(costs) / SHARDS + Math.max(...costs);
        expect(sum(part.map(cost))).toBeLessThanOrEqual(most + 1e-9);
      }
    }),
  );
});

test('equal rows are dealt equally, few rows are alone, and an empty batch is one part', () => {
  const equal = Array.from({ length: 8 * SHARDS }, () => row(3, 5));
  expect(shards(equal).map((part) => part.length)).toEqual(Array(SHARDS).fill(8));
  const few = [row(1, 2), row(1, 3)];
  expect(shards(few)).toEqual(few.map((one) => [one]));
  expect(shards([])).toEqual([[]]);
});

test('results come in the order of the parts, whoever works and whoever is slow', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer(), { maxLength: 9 }),
      fc.integer({ min: 1, max: 4 }),
      fc.scheduler(),
      async (parts, count, scheduler) => {
        const workers = Array.from({ length: count }, () => (part: number) => {
          return scheduler.schedule(Promise.resolve(2 * part));
        });
        const results = inShards(parts, workers);
        await scheduler.waitAll();
        expect(await results).toEqual(parts.map((part) => 2 * part));
      },
    ),
  );
});

test('gradients add up in float64, in the order of the parts', async () => {
  const given = [1, 2 ** -24, 2 ** -24].map((value) => Float32Array.of(value, -value));
  let next = 0;
  const applied: Float32Array[] = [];
  const report = await updateInShards({
    parts: [[row(1, 1)], [row(1, 1)], [row(1, 1)]],
    gradients: [
      async () => {
        const part = next++;
        return { flat: at(given, part), logprobs: [Float32Array.of(part)] };
      },
    ],
    apply: async (flat) => {
      applied.push(flat);
      return 7;
    },
  });
  // In float32 each of the small ones would be lost.
  expect(applied).toEqual([Float32Array.of(1 + 2 ** -23, -1 - 2 ** -23)]);
  expect(report).toEqual({ gradNorm: 7, logprobs: [0, 1, 2].map((i) => Float32Array.of(i)) });
});

test('where one part fails nothing is applied', async () => {
  const update = updateInShards({
    parts: shards([row(1, 1), row(1, 1)]),
    gradients: [
      async () => ({ flat: new Float32Array(1), logprobs: [] }),
      () => Promise.reject(new Error('The worker rollout 2 has died.')),
    ],
    apply: () => {
      throw new Error('applied');
    },
  });
  await expect(update).rejects.toThrow('The worker rollout 2 has died.');
});
