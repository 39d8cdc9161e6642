// One thing at a time, in the order asked.
import { expect, test } from 'vitest';
import { serial } from './serial.ts';
import { tabularEngine } from './tabular/engine.ts';
import { tabularCheckpoint } from './tabular/table.ts';

const checkpoint = tabularCheckpoint({
  vocabSize: 2,
  contextLength: 4,
  bigram: [
    [1, 1],
    [1, 1],
  ],
});

/** An engine whose loads take the times given, and note when they begin and end. */
function slowEngine(delays: number[]) {
  const log: string[] = [];
  let calls = 0;
  const engine = serial({
    ...tabularEngine(),
    load: async () => {
      const call = calls++;
      log.push(`begin ${call}`);
      await new Promise((resolve) => setTimeout(resolve, delays[call]));
      log.push(`end ${call}`);
      if (delays[call] === 0) throw new Error(`call ${call} fails`);
      return { id: call, config: checkpoint.config };
    },
  });
  return { engine, log };
}

test('calls wait for each other, also after one that failed', async () => {
  const { engine, log } = slowEngine([20, 0, 5]);
  const results = await Promise.allSettled([
    engine.load(checkpoint),
    engine.load(checkpoint),
    engine.load(checkpoint),
  ]);
  expect(log).toEqual(['begin 0', 'end 0', 'begin 1', 'end 1', 'begin 2', 'end 2']);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});
