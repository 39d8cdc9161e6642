// The trial's stopwatch and its work, on engines that are quick and on a clock that the test moves.
import { expect, test } from 'vitest';
import { smallCheckpoint } from '../../test/fixtures/tiny.ts';
import type { Engine } from './engine.ts';
import { nativeWasmEngine } from './native/engine.ts';
import { trialOf } from './trial.ts';

const WORK = { senior: smallCheckpoint(1), junior: smallCheckpoint(2), rows: 8 };

test('the quicker round after the first one counts', async () => {
  const durations = [500, 40, 30];
  let time = 0;
  const engine: Engine = {
    ...(await nativeWasmEngine({ reason: 'Under test.' })),
    update: async () => {
      time += durations.shift() ?? 0;
      return { gradNorm: 0, logprobs: [] };
    },
  };
  expect(await trialOf(WORK, () => time)(engine)).toBe(30);
  expect(durations).toEqual([]);
});

test('rows are as many as the run has, fewer of a large model; the models are let go', async () => {
  const own = await nativeWasmEngine({ reason: 'Under test.' });
  const asked: number[] = [];
  const alive = new Set<number>();
  const engine: Engine = {
    ...own,
    load: async (checkpoint) => {
      const model = await own.load(checkpoint);
      alive.add(model.id);
      return model;
    },
    generate: (senior, junior, request) => {
      asked.push(request.rows.length);
      return own.generate(senior, junior, request);
    },
    dispose: async (model) => {
      alive.delete(model.id);
      await own.dispose(model);
    },
  };
  await trialOf(WORK, () => 0)(engine);
  const large = { hiddenSize: 256, intermediateSize: 1024, layers: 2 };
  const heavy = { senior: smallCheckpoint(1, large), junior: smallCheckpoint(2, large), rows: 64 };
  await trialOf(heavy, () => 0)(engine);
  expect(asked.slice(0, 3)).toEqual([8, 8, 8]);
  expect(asked[3]).toBeLessThan(64);
  expect(asked[3]).toBeGreaterThanOrEqual(4);
  expect(alive.size).toBe(0);
});

test('a short context leaves room for prompt and tokens', async () => {
  const short = { contextLength: 6 };
  const work = { senior: smallCheckpoint(1, short), junior: smallCheckpoint(2), rows: 4 };
  const engine = await nativeWasmEngine({ reason: 'Under test.' });
  expect(await trialOf(work, () => 0)(engine)).toBe(0);
});
