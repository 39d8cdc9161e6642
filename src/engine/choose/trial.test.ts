// The trial's stopwatch and its work, on engines that are quick and on a clock that the test moves.
import { expect, test } from 'vitest';
import { smallCheckpoint } from '../../../test/fixtures/tiny.ts';
import type { Engine } from '../engine.ts';
import { nativeWasmEngine } from '../native/engine.ts';
import { trialOf } from './trial.ts';

const WORK = { senior: smallCheckpoint(1), junior: smallCheckpoint(2), rows: 8 };

/** An engine whose updates take these milliseconds one after the other. */
async function timed(durations: number[]) {
  let time = 0;
  const engine: Engine = {
    ...(await nativeWasmEngine({ reason: 'Under test.' })),
    update: async () => {
      time += durations.shift() ?? 0;
      return { gradNorm: 0, logprobs: [] };
    },
  };
  return trialOf(WORK, () => time)(engine);
}

test('the quicker of the rounds with all rows counts', async () => {
  const durations = [5000, 20, 40, 30];
  expect(await timed(durations)).toBe(30);
  expect(durations).toEqual([]);
});

test('an engine that is slow with few rows is not asked for more', async () => {
  const durations = [5000, 600, 1];
  // Four rows of eight.
  expect(await timed(durations)).toBe(1200);
  expect(durations).toEqual([1]);
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
    generate: async (_senior, _junior, request) => {
      asked.push(request.rows.length);
      return [];
    },
    update: async () => ({ gradNorm: 0, logprobs: [] }),
    dispose: async (model) => {
      alive.delete(model.id);
      await own.dispose(model);
    },
  };
  await trialOf(WORK, () => 0)(engine);
  const large = { hiddenSize: 64, intermediateSize: 1024 };
  const heavy = { senior: smallCheckpoint(1, large), junior: smallCheckpoint(2, large), rows: 512 };
  await trialOf(heavy, () => 0)(engine);
  expect(asked.slice(0, 6)).toEqual([4, 4, 8, 8, 4, 4]);
  expect(asked.slice(6).every((rows) => rows >= 4 && rows < 512)).toBe(true);
  expect(alive.size).toBe(0);
});

test('a short context leaves room for prompt and tokens', async () => {
  const short = { contextLength: 6 };
  const work = { senior: smallCheckpoint(1, short), junior: smallCheckpoint(2), rows: 4 };
  const engine = await nativeWasmEngine({ reason: 'Under test.' });
  expect(await trialOf(work, () => 0)(engine)).toBe(0);
});
