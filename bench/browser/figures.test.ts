// The page's benchmark on two engines in this thread: every round is measured and every progress is
// reported.
import { expect, test } from 'vitest';
import { startEngine } from '../../node/engine.ts';
import type { BenchProgress } from '../../src/protocol.ts';
import { figuresOf } from './figures.ts';

test('times and ratios of all measures, and progress to the end', { timeout: 60_000 }, async () => {
  const engines = [
    { name: 'native-wasm', engine: await startEngine('native-wasm') },
    { name: 'other', engine: await startEngine('native-wasm') },
  ];
  const received: BenchProgress[] = [];
  const request = { rows: 2, tokens: 3, rounds: 2 };
  const { times, ratios } = await figuresOf(request, engines, (one) => received.push(one));
  expect(Object.keys(times)).toEqual(['native-wasm', 'other']);
  expect(times['native-wasm']?.rl_step.median).toBeGreaterThan(0);
  expect(Object.keys(ratios)).toEqual(['native-wasm/other']);
  const { least, median, most } = ratios['native-wasm/other']?.train_step ?? {};
  expect([least, median, most]).toEqual([least, median, most].sort((a = 0, b = 0) => a - b));
  expect(received.map(({ done }) => done)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(received.at(-1)).toEqual({ done: 5, all: 5, text: 'Round 2 of 2 done' });
});
