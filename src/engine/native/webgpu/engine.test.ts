// The engine on WebGPU against the one on WebAssembly, on the same models and keys; its determinism and its errors.

import { beforeAll, describe, expect, test, vi } from 'vitest';
import { SOFTWARE_GPU } from '../../../../test/fixtures/software-gpu.ts';
import {
  SMALL_OPTIMIZER,
  smallCheckpoint,
  smallRequest,
  smallSchedule,
} from '../../../../test/fixtures/tiny.ts';
import { at } from '../../../at.ts';
import type { Checkpoint, ModelConfig } from '../../../checkpoint/checkpoint.ts';
import { validateRollout } from '../../../rl/validate.ts';
import { chooseEngine } from '../../choose/choose.ts';
import { type Engine, EngineError, type Rollout, type WeightedSequence } from '../../engine.ts';
import { BUDGET } from '../budget.ts';
import { nativeEngine, nativeWasmEngine } from '../engine.ts';
import type { Machine } from '../machine/machine.ts';
import { openGpu } from './device.ts';
import { nativeWebgpuEngine } from './engine.ts';
import { webgpuMachine } from './machine.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const gpu = SOFTWARE_GPU.gpu ?? undefined;
const withGpu = describe.skipIf(gpu === undefined);
const INFO = { name: 'native-webgpu', reason: 'Under test.' };
const SHAPES: readonly (readonly [string, Partial<ModelConfig>])[] = [
  ['tied llama', { layers: 2 }],
  ['untied llama, grouped heads', { heads: 4, kvHeads: 2, headDim: 6, tied: false }],
  ['qwen3, odd sizes', { modelType: 'qwen3', hiddenSize: 18, intermediateSize: 27, layers: 2 }],
];

let native: Engine;
let wasm: Engine;
beforeAll(async () => {
  wasm = await nativeWasmEngine({ reason: 'Under test.' });
  if (gpu !== undefined) native = await nativeWebgpuEngine({ reason: 'Under test.', gpu });
});

const weighted = (rollouts: readonly Rollout[]): WeightedSequence[] =>
  rollouts.map(({ senior, tokens }, row) => ({
    prompt: senior.prompt,
    tokens,
    // Some tokens and some whole rows weigh nothing.
    gradients: Float64Array.from(tokens, (_, t) => (row % 4 === 3 ? 0 : ((row + t) % 3) - 0.7)),
  }));

/** Largest difference of numbers that belong together. */
function largest(a: readonly ArrayLike<number>[], b: readonly ArrayLike<number>[]): number {
  expect(a.map((row) => row.length)).toEqual(b.map((row) => row.length));
  return Math.max(
    ...a.flatMap((row, i) => Array.from(row, (x, t) => Math.abs(x - at(at(b, i), t)))),
  );
}

async function write(engine: Engine, senior: Checkpoint, junior: Checkpoint) {
  const [first, second] = [await engine.load(senior), await engine.load(junior)];
  const rollouts = await engine.generate(first, second, smallRequest());
  return { senior: first, junior: second, rollouts };
}

withGpu('as WebAssembly does it', () => {
  test.each(SHAPES)('%s: rollouts, scores and divergences', async (_, changes) => {
    const pair = [smallCheckpoint(1, changes), smallCheckpoint(2)] as const;
    const own = await write(native, ...pair);
    const theirs = await write(wasm, ...pair);
    const text = ({ tokens, authors, redraws, finish }: Rollout) => {
      return { tokens, authors, redraws, finish };
    };
    expect(own.rollouts.map(text)).toEqual(theirs.rollouts.map(text));
    for (const rollout of own.rollouts) validateRollout(rollout, smallRequest().schedule, 1);
    for (const model of ['senior', 'junior'] as const) {
      for (const name of ['logprobs', 'entropies'] as const) {
        const values = (rollouts: readonly Rollout[]) => rollouts.map((row) => row[model][name]);
        const distance = largest(values(own.rollouts), values(theirs.rollouts));
        expect(distance, `${model} ${name}`).toBeLessThan(1e-4);
      }
    }
    const sequences = weighted(own.rollouts);
    const scores = (engine: Engine, { senior, junior }: typeof own) =>
      engine.score(senior, sequences, { temperature: 0.9, against: junior });
    const [mine, wanted] = [await scores(native, own), await scores(wasm, theirs)];
    for (const name of ['logprobs', 'entropies', 'kl', 'js'] as const) {
      const values = (rows: typeof mine) => rows.map((row) => row[name] ?? []);
      expect(largest(values(mine), values(wanted)), name).toBeLessThan(1e-4);
    }
  });

  test.each(SHAPES)('%s: gradients and steps', async (_, changes) => {
    const batch = weighted(
      (await write(wasm, smallCheckpoint(1, changes), smallCheckpoint(2))).rollouts,
    );
    const train = async (engine: Engine) => {
      const model = await engine.load(smallCheckpoint(1, changes));
      const reports = [];
      // The first moment after one step is the clipped gradient times 1 - beta1.
      reports.push(await engine.update(model, batch, 1, SMALL_OPTIMIZER));
      const moments = await engine.moments(model);
      for (let step = 0; step < 4; step++) {
        reports.push(await engine.update(model, batch, 1, SMALL_OPTIMIZER));
      }
      return { reports, gradient: moments?.first ?? [], weights: await engine.weights(model) };
    };
    const [own, wanted] = [await train(native), await train(wasm)];
    const scale = Math.max(...Array.from(wanted.gradient, Math.abs));
    expect(scale).toBeGreaterThan(0);
    expect(largest([own.gradient], [wanted.gradient]) / scale).toBeLessThan(1e-3);
    own.reports.forEach(({ gradNorm, logprobs }, step) => {
      const theirs = at(wanted.reports, step);
      expect(Math.abs(gradNorm - theirs.gradNorm)).toBeLessThan(2e-3 * theirs.gradNorm);
      expect(largest(logprobs, theirs.logprobs)).toBeLessThan(5e-3);
    });
    const values = (weights: typeof own.weights) => [...weights.values()].map(({ data }) => data);
    expect(largest(values(own.weights), values(wanted.weights))).toBeLessThan(5e-3);
  });
});

withGpu('what the device leaves to the host', () => {
  test.each([
    [{ topK: 3, topP: 1 }, 0],
    [{ topK: 0, topP: 0.8 }, 0],
    [{ topK: 0, topP: 1 }, 4],
  ])('%o and %d top tokens', async (truncation, topTokens) => {
    const base = smallRequest();
    const rows = base.rows.map((row) => ({ ...row, topTokens }));
    const request = { ...base, rows, sampling: { ...base.sampling, ...truncation } };
    const rollouts = async (engine: Engine) => {
      const senior = await engine.load(smallCheckpoint(1));
      const junior = await engine.load(smallCheckpoint(2));
      return engine.generate(senior, junior, request);
    };
    const [own, theirs] = [await rollouts(native), await rollouts(wasm)];
    expect(own.map(({ tokens, authors }) => [tokens, authors])).toEqual(
      theirs.map(({ tokens, authors }) => [tokens, authors]),
    );
    expect(own.map((row) => row.senior.top?.ids)).toEqual(theirs.map((row) => row.senior.top?.ids));
  });

  test('the device and the host write the same for every schedule', async () => {
    const senior = await native.load(smallCheckpoint(1));
    const junior = await native.load(smallCheckpoint(2));
    for (const kind of ['word', 'token', 'step', 'chunk', 'alternate'] as const) {
      const request = smallRequest({ schedule: smallSchedule({ kind, seniorProbability: 0.3 }) });
      const onDevice = await native.generate(senior, junior, request);
      // Where top tokens are recorded, the host draws.
      const rows = request.rows.map((row) => ({ ...row, topTokens: 1 }));
      const onHost = await native.generate(senior, junior, { ...request, rows });
      const withoutTop = onHost.map((rollout) => ({
        ...rollout,
        senior: { ...rollout.senior, top: null },
        junior: { ...rollout.junior, top: null },
      }));
      expect(onDevice).toEqual(withoutTop);
    }
  });
});

withGpu('a layer in one call', () => {
  test.each(SHAPES)(
    '%s: rollouts as its kernels one by one write them, bit for bit',
    async (_, changes) => {
      const machine = webgpuMachine((await openGpu(gpu)).device);
      const kernelSizes = { ...machine.kernelSizes, wholeLayers: () => false };
      const pair = [smallCheckpoint(1, changes), smallCheckpoint(2)] as const;
      const rollouts = async (on: Machine) =>
        (await write(nativeEngine(on, INFO, BUDGET), ...pair)).rollouts;
      expect(await rollouts(machine)).toEqual(await rollouts({ ...machine, kernelSizes }));
    },
  );
});

withGpu('determinism', () => {
  let machine: Machine;
  beforeAll(async () => {
    machine = webgpuMachine((await openGpu(gpu)).device);
  });
  const run = async (budget = BUDGET) => {
    const engine = nativeEngine(machine, INFO, budget);
    const changes = { modelType: 'qwen3' as const, layers: 2 };
    const pair = await write(engine, smallCheckpoint(1, changes), smallCheckpoint(2));
    const batch = weighted(pair.rollouts);
    const against = { temperature: 1, against: pair.junior };
    const scores = await engine.score(pair.senior, batch, against);
    const report = await engine.update(pair.senior, batch, 1, SMALL_OPTIMIZER);
    const weights = await engine.weights(pair.senior);
    return { rollouts: pair.rollouts, scores, report, weights };
  };

  test('two runs are equal bit for bit', async () => {
    expect(await run()).toEqual(await run());
  });

  test('where batches are cut changes no rollout and no score, and gradients by rounding', async () => {
    const whole = await run();
    const cut = await run({ ...BUDGET, tokens: 50, sequences: 5 });
    expect(cut.rollouts).toEqual(whole.rollouts);
    expect(cut.scores).toEqual(whole.scores);
    expect(cut.report.logprobs).toEqual(whole.report.logprobs);
    const apart = Math.abs(cut.report.gradNorm - whole.report.gradNorm);
    expect(apart / whole.report.gradNorm).toBeLessThan(1e-6);
  });

  test.each(SHAPES)('%s: a token is scored as it was written, bit for bit', async (_, changes) => {
    const pair = await write(native, smallCheckpoint(1, changes), smallCheckpoint(2));
    const batch = weighted(pair.rollouts);
    const scores = await native.score(pair.senior, batch, { temperature: 1, against: null });
    expect(pair.rollouts.map((row) => row.senior.logprobs)).toEqual(
      scores.map((row) => row.logprobs),
    );
    const { logprobs } = await native.update(pair.senior, batch, 1, SMALL_OPTIMIZER);
    expect(logprobs).toEqual(scores.map((row) => row.logprobs));
  });
});

withGpu('state and errors', () => {
  test('weights and moments go on where they were', async () => {
    const { weights, config } = smallCheckpoint(6, { modelType: 'qwen3', tied: false });
    const model = await native.load({ config, weights, tokenizer: null });
    expect(await native.weights(model)).toEqual(weights);
    expect(await native.moments(model)).toBeNull();
    const batch = [{ prompt: [3], tokens: [4, 5, 1], gradients: Float64Array.of(-1, -1, -1) }];
    await native.update(model, batch, 1, SMALL_OPTIMIZER);
    const moments = await native.moments(model);
    if (moments === null) throw new Error('no moments after an update');
    const other = await native.load({ config, weights, tokenizer: null });
    await native.assign(other, await native.weights(model), moments);
    await native.update(model, batch, 1, SMALL_OPTIMIZER);
    await native.update(other, batch, 1, SMALL_OPTIMIZER);
    expect(await native.weights(other)).toEqual(await native.weights(model));
    const nan = [{ ...at(batch, 0), gradients: Float64Array.of(0, Number.NaN, 0) }];
    const before = await native.weights(model);
    await expect(native.update(model, nan, 1, SMALL_OPTIMIZER)).rejects.toThrow('must be finite');
    expect(await native.weights(model)).toEqual(before);
    for (const held of [model, other]) await native.dispose(held);
  });

  test('memory does not grow from step to step', async () => {
    const { device } = await openGpu(gpu);
    const machine = webgpuMachine(device);
    const engine = nativeEngine(machine, INFO, BUDGET);
    const pair = await write(engine, smallCheckpoint(1), smallCheckpoint(2));
    const held = [];
    for (let step = 0; step < 4; step++) {
      const rollouts = await engine.generate(pair.senior, pair.junior, smallRequest({ step }));
      await engine.update(pair.senior, weighted(rollouts), 1, SMALL_OPTIMIZER);
      held.push(machine.memory().held);
    }
    expect(new Set(held.slice(1)).size).toBe(1);
    device.destroy();
  });

  test('a lost device fails what follows with one clear error', async () => {
    const { device } = await openGpu(gpu);
    const engine = nativeEngine(webgpuMachine(device), INFO, BUDGET);
    const model = await engine.load(smallCheckpoint(1));
    await engine.weights(model);
    device.destroy();
    const failing = engine.weights(model);
    await expect(failing).rejects.toThrow(EngineError);
    await expect(failing).rejects.toThrow('the graphics device was closed');
  });

  test('what no buffer holds is refused with the sizes', async () => {
    const { device } = await openGpu(gpu);
    const machine = webgpuMachine(device);
    const most = device.limits.maxStorageBufferBindingSize;
    expect(() => machine.allocate(most + 1)).toThrow(`at most ${most}`);
    device.destroy();
  });
});

withGpu('choice', () => {
  test('a software adapter is not even measured', async () => {
    const trial = async () => 1;
    const { engine } = await chooseEngine('auto', { wasmPaths: '', gpu, trial });
    expect(engine.info.name).toBe('native-wasm');
    expect(engine.info.reason).toMatch(/^WebAssembly: WebGPU here is .*, software and slower\.$/);
  });

  test('it runs when asked for, and says on what', async () => {
    const { name, engine } = await chooseEngine('native-webgpu', { wasmPaths: '', gpu });
    expect(name).toBe('native-webgpu');
    expect(engine.info.reason).toMatch(/^Chosen by you\. It runs on .*, which is software\.$/);
  });
});
