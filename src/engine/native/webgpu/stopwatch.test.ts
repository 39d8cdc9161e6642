// Times by kernel: every dispatch is counted, and nothing is measured unless asked for.
import { describe, expect, test, vi } from 'vitest';
import { SOFTWARE_GPU } from '../../../../test/fixtures/software-gpu.ts';
import { smallCheckpoint } from '../../../../test/fixtures/tiny.ts';
import { BUDGET } from '../budget.ts';
import { nativeEngine } from '../engine.ts';
import { arena } from '../machine/arena.ts';
import { openGpu } from './device.ts';
import { webgpuMachine } from './machine.ts';
import { deviceStopwatch, MOST_TIMED } from './stopwatch.ts';

vi.setConfig({ testTimeout: 120_000 });

const gpu = SOFTWARE_GPU.gpu ?? undefined;

describe.skipIf(gpu === undefined)('a profile', () => {
  test('has the kernels that ran, with the same results', async () => {
    const run = async (profile: boolean) => {
      const { device } = await openGpu(gpu);
      const machine = webgpuMachine(device, { profile });
      const engine = nativeEngine(machine, { name: 'native-webgpu', reason: '' }, BUDGET);
      const model = await engine.load(smallCheckpoint(1));
      const rows = [{ prompt: [3], tokens: [4, 5, 1] }];
      const scores = await engine.score(model, rows, { temperature: 1, against: null });
      const times = await machine.profile();
      device.destroy();
      return { scores, times };
    };
    const { scores, times } = await run(true);
    // Two norms in its layer and one at the end.
    expect(times.rmsNorm?.calls).toBe(3);
    expect(times.attention?.milliseconds).toBeGreaterThanOrEqual(0);
    expect(times.adamw).toBeUndefined();
    const total = Object.values(times).reduce((sum, { milliseconds }) => sum + milliseconds, 0);
    expect(total).toBeGreaterThan(0);
    expect(await run(false)).toEqual({ scores, times: {} });
  });

  test('counts more dispatches than a query set holds', async () => {
    const { device } = await openGpu(gpu);
    const machine = webgpuMachine(device, { profile: true });
    const region = machine.allocate(256);
    const x = arena('work').take('x', 'input', 4);
    const zero = machine.program(
      [{ kernel: 'zero', buffers: { x }, sizes: { n: 4 }, numbers: {} }],
      { work: region },
    );
    const calls = MOST_TIMED + 3;
    for (let i = 0; i < calls; i++) zero({});
    await machine.read(region.address, 4);
    expect((await machine.profile()).zero?.calls).toBe(calls);
    device.destroy();
  });

  test('needs a device that measures times', async () => {
    const adapter = await gpu?.requestAdapter();
    const device = await adapter?.requestDevice();
    if (device === undefined) throw new Error('there is no device');
    expect(() => deviceStopwatch(device)).toThrow('lacks timestamp-query');
    device.destroy();
  });
});
