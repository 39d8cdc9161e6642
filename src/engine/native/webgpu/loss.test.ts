// A device that is lost: work under way fails at once, even where the device never answers it, and a new
// engine goes on from weights read before.
import { describe, expect, test, vi } from 'vitest';
import { SOFTWARE_GPU } from '../../../../test/fixtures/software-gpu.ts';
import { SMALL_OPTIMIZER, smallCheckpoint, smallRequest } from '../../../../test/fixtures/tiny.ts';
import { DeviceLostError, type Engine, type Model } from '../../engine.ts';
import { BUDGET } from '../budget.ts';
import { nativeEngine } from '../engine.ts';
import { openGpu } from './device.ts';
import { webgpuMachine } from './machine.ts';

vi.setConfig({ testTimeout: 120_000 });

const gpu = SOFTWARE_GPU.gpu ?? undefined;
const INFO = { name: 'native-webgpu', reason: 'Under test.' };
const BATCH = [{ prompt: [3], tokens: [4, 5, 1], gradients: Float64Array.of(-1, 0.5, -1) }];

const soon = (milliseconds: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, milliseconds);
  });
const never = () => new Promise<never>(() => undefined);

/** An engine on a device of its own, which `prepare` may spoil. */
async function start(prepare: (device: GPUDevice) => void = () => undefined) {
  const { device } = await openGpu(gpu);
  prepare(device);
  return { device, engine: nativeEngine(webgpuMachine(device), INFO, BUDGET) };
}

const step = (engine: Engine, model: Model) => engine.update(model, BATCH, 1, SMALL_OPTIMIZER);

/** All of these fail by the loss, within seconds. */
async function expectLost(work: readonly Promise<unknown>[]): Promise<void> {
  const all = Promise.allSettled(work);
  const outcomes = await Promise.race([all, soon(15_000).then(() => 'still waiting')]);
  if (typeof outcomes === 'string') throw new Error(outcomes);
  for (const outcome of outcomes) {
    expect(outcome.status).toBe('rejected');
    if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(DeviceLostError);
  }
}

describe.skipIf(gpu === undefined)('a lost device', () => {
  test.each([0, 5, 40])('fails all that is under way after %d ms', async (delay) => {
    const { device, engine } = await start();
    const model = await engine.load(smallCheckpoint(1));
    await step(engine, model);
    const requests = Array.from({ length: 20 }, (_, i) => smallRequest({ step: i }));
    const work = [
      ...requests.map((request) => engine.generate(model, model, request)),
      step(engine, model),
      engine.weights(model),
    ];
    // Whatever was done before the loss may have ended well.
    for (const one of work) one.catch(() => undefined);
    await soon(delay);
    device.destroy();
    await expectLost(work.slice(-2));
    await expectLost([engine.weights(model), step(engine, model)]);
  });

  test('that never answers a readback is not waited for', async () => {
    const { device, engine } = await start((device) => {
      const create = device.createBuffer.bind(device);
      device.createBuffer = (wanted) => Object.assign(create(wanted), { mapAsync: never });
    });
    const model = await engine.load(smallCheckpoint(1));
    const reading = engine.weights(model);
    await soon(50);
    device.destroy();
    await expectLost([reading]);
  });

  test('that never compiles a shader is not waited for', async () => {
    const { device, engine } = await start((device) => {
      device.createComputePipelineAsync = never;
    });
    const model = await engine.load(smallCheckpoint(1));
    const training = step(engine, model);
    await soon(50);
    device.destroy();
    await expectLost([training, step(engine, model), engine.weights(model)]);
  });
});

describe.skipIf(gpu === undefined)('a new engine', () => {
  test('goes on from the last weights, to the same bits', async () => {
    const steady = await start();
    const lost = await start();
    const trained = async (engine: Engine) => {
      const model = await engine.load(smallCheckpoint(1));
      await step(engine, model);
      return model;
    };
    const [model, doomed] = [await trained(steady.engine), await trained(lost.engine)];
    const kept = {
      weights: await lost.engine.weights(doomed),
      moments: await lost.engine.moments(doomed),
    };
    if (kept.moments === null) throw new Error('no moments after an update');
    const failing = step(lost.engine, doomed);
    lost.device.destroy();
    await expectLost([failing]);

    const { engine, device } = await start();
    const restored = await engine.load(smallCheckpoint(1));
    await engine.assign(restored, kept.weights, kept.moments);
    expect(await step(engine, restored)).toEqual(await step(steady.engine, model));
    expect(await engine.weights(restored)).toEqual(await steady.engine.weights(model));
    device.destroy();
    steady.device.destroy();
  });
});
