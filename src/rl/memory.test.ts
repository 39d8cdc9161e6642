// Memory of a long run: the engine's does not grow at all, the heap only by the events.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test, vi } from 'vitest';
import { tinyConfig, tinyPair } from '../../test/fixtures/tiny.ts';
import { EMPTY_HISTORY, reduce } from '../app/run/history.ts';
import { BUDGET } from '../engine/native/budget.ts';
import { nativeEngine } from '../engine/native/engine.ts';
import { wasmMachine } from '../engine/native/wasm/machine.ts';
import { train } from '../train.ts';

vi.setConfig({ testTimeout: 60_000 });

const WARM = 20;
const STEPS = 60;
/** Bytes of heap that steps may leave: lines of the run file, curves, compiled code. Their rollouts are 5 MB. */
const MOST = 2.5e6;

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

function heapUsed(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

test('sixty steps', async () => {
  const machine = await wasmMachine();
  const engine = nativeEngine(machine, { name: 'native-wasm', reason: 'Under test.' }, BUDGET);
  const pair = await tinyPair(engine);
  const size = { promptsPerStep: 4, groupSize: 8, maxNewTokens: 32 };
  const config = tinyConfig({ ...size, steps: STEPS, evaluateEvery: 10, kl: 'initial' });
  let history = EMPTY_HISTORY;
  let heap = 0;
  const sizes = new Set<string>();
  for await (const event of train(config, engine, pair)) {
    // The page's store of solutions has a bound, and a test, of its own: app/run/kept-steps.test.ts.
    history = { ...reduce(history, event), keptSteps: [] };
    if (event.kind !== 'step' || event.step < WARM) continue;
    sizes.add(JSON.stringify(machine.memory()));
    if (event.step === WARM) heap = heapUsed();
  }
  expect(sizes.size).toBe(1);
  expect(heapUsed() - heap).toBeLessThan(MOST);
  expect(history.step).toBe(STEPS);
});
