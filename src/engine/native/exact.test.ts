// What the native engine promises to the last bit, its memory, and its gradients by finite differences
// on the float64 kernels.

import { expect, test, vi } from 'vitest';
import {
  SMALL_OPTIMIZER,
  SMALL_VOCABULARY,
  smallCheckpoint,
  smallRequest,
} from '../../../test/fixtures/tiny.ts';
import { at } from '../../at.ts';
import type { ModelConfig } from '../../checkpoint/checkpoint.ts';
import { type Engine, EngineError, type Rollout, type WeightedSequence } from '../engine.ts';
import { BUDGET, type Budget } from './budget.ts';
import { nativeEngine } from './engine.ts';
import type { Machine } from './machine/machine.ts';
import { referenceMachine } from './reference/machine.ts';
import { wasmMachine } from './wasm/machine.ts';

vi.setConfig({ testTimeout: 60_000 });

const INFO = { name: 'native', reason: 'Under test.' };
const SHAPES: readonly (readonly [string, Partial<ModelConfig>])[] = [
  ['tied llama', { layers: 2 }],
  ['untied llama, grouped heads', { heads: 4, kvHeads: 2, headDim: 6, tied: false }],
  ['qwen3, odd sizes', { modelType: 'qwen3', hiddenSize: 18, intermediateSize: 27, layers: 2 }],
];

async function engineWith(budget: Partial<Budget> = {}): Promise<Engine> {
  return nativeEngine(await wasmMachine(), INFO, { ...BUDGET, ...budget });
}

const weighted = (rollouts: readonly Rollout[]): WeightedSequence[] =>
  rollouts.map(({ senior, tokens }, row) => ({
    prompt: senior.prompt,
    tokens,
    // Some tokens and some whole rows weigh nothing.
    gradients: Float64Array.from(tokens, (_, t) => (row % 4 === 3 ? 0 : ((row + t) % 3) - 0.7)),
  }));

test.each(SHAPES)('%s: a token is scored as it was written, bit for bit', async (_, changes) => {
  const engine = await engineWith();
  const senior = await engine.load(smallCheckpoint(1, changes));
  const junior = await engine.load(smallCheckpoint(2));
  for (const temperature of [1, 0.7]) {
    const sampling = { ...smallRequest().sampling, temperature, maxNewTokens: 60 };
    const request = smallRequest({ sampling, eosId: -1 });
    const rollouts = await engine.generate(senior, junior, request);
    const batch = weighted(rollouts);
    const scores = await engine.score(senior, batch, { temperature, against: null });
    expect(rollouts.map((row) => row.senior.logprobs)).toEqual(scores.map((row) => row.logprobs));
    expect(rollouts.map((row) => row.senior.entropies)).toEqual(scores.map((row) => row.entropies));
    const copy = await engine.load(smallCheckpoint(1, changes));
    const { logprobs } = await engine.update(copy, batch, temperature, SMALL_OPTIMIZER);
    expect(logprobs).toEqual(scores.map((row) => row.logprobs));
  }
});

test.each(SHAPES)('%s: where batches are cut changes no bit', async (_, changes) => {
  const results = [];
  for (const budget of [BUDGET, { tokens: 1, sequences: 5 }, { tokens: 50, sequences: 1 }]) {
    const engine = await engineWith(budget);
    const senior = await engine.load(smallCheckpoint(1, changes));
    const junior = await engine.load(smallCheckpoint(2));
    const rollouts = await engine.generate(senior, junior, smallRequest());
    const batch = weighted(rollouts);
    const scores = await engine.score(senior, batch, { temperature: 1, against: junior });
    const report = await engine.update(senior, batch, 1, SMALL_OPTIMIZER);
    results.push([rollouts, scores, report, await engine.weights(senior)]);
  }
  expect(results[1]).toEqual(results[0]);
  expect(results[2]).toEqual(results[0]);
});

test.each(SHAPES)(
  '%s: a prompt is fed once for its group, to the same effect',
  async (_, changes) => {
    const engine = await engineWith();
    const checkpoint = smallCheckpoint(1, changes);
    const senior = await engine.load(checkpoint);
    const rows = smallRequest().rows.slice(2, 5);
    const grouped = rows.flatMap((row, group) =>
      Array.from({ length: 5 }, (_, i) => ({ ...row, sequence: 5 * group + i })),
    );
    const rollouts = await engine.generate(senior, senior, smallRequest({ rows: grouped }));
    const batch = weighted(rollouts);
    // In this order no two neighbours have one prompt.
    const mixed = batch.map((_, i) => at(batch, (i % 3) * 5 + Math.floor(i / 3)));
    const trained = async (of: readonly WeightedSequence[], cut: Engine) => {
      const model = await cut.load(checkpoint);
      const { logprobs, gradNorm } = await cut.update(model, of, 1, {
        ...SMALL_OPTIMIZER,
        maxGradNorm: 0,
      });
      const moments = await cut.moments(model);
      if (moments === null) throw new Error('no moments after an update');
      return { logprobs: new Map(of.map((row, i) => [row, logprobs[i]])), gradNorm, moments };
    };
    const shared = await trained(batch, engine);
    const apart = await trained(mixed, engine);
    for (const row of batch) expect(shared.logprobs.get(row)).toEqual(apart.logprobs.get(row));
    expect(batch.map((row) => shared.logprobs.get(row))).toEqual(
      rollouts.map((row) => row.senior.logprobs),
    );
    const most = Math.max(...apart.moments.first.map(Math.abs));
    shared.moments.first.forEach((value, i) => {
      expect(Math.abs(value - at(apart.moments.first, i))).toBeLessThan(1e-5 * most);
    });
    expect(await trained(batch, await engineWith({ tokens: 1 }))).toEqual(shared);
  },
);

test('two runs are equal, and memory stays as it is', async () => {
  const run = async (machine: Machine) => {
    const engine = nativeEngine(machine, INFO, BUDGET);
    const before = machine.memory().used;
    const senior = await engine.load(smallCheckpoint(1));
    const junior = await engine.load(smallCheckpoint(4));
    const used: number[] = [];
    const held: number[] = [];
    for (let step = 0; step < 10; step++) {
      const rollouts = await engine.generate(senior, junior, smallRequest({ step }));
      await engine.score(senior, weighted(rollouts), { temperature: 1, against: junior });
      await engine.update(senior, weighted(rollouts), 1, SMALL_OPTIMIZER);
      used.push(machine.memory().used);
      held.push(machine.memory().held);
    }
    const weights = await engine.weights(senior);
    for (const model of [senior, junior]) await engine.dispose(model);
    expect(machine.memory().used).toBe(before);
    expect(new Set(used).size).toBe(1);
    expect(held[9]).toBe(held[4]);
    return weights;
  };
  expect(await run(await wasmMachine())).toEqual(await run(await wasmMachine()));
});

test('what cannot be held is refused with its size before anything is allocated', async () => {
  const machine = await wasmMachine();
  const tight = nativeEngine(machine, INFO, { ...BUDGET, bytes: 60_000 });
  const model = await tight.load(smallCheckpoint(1));
  const { used } = machine.memory();
  const tokens = Array<number>(60).fill(4);
  const long = { prompt: [3], tokens, gradients: Float64Array.from(tokens, () => 1) };
  const sampling = { ...smallRequest().sampling, maxNewTokens: 200 };
  for (const refused of [
    tight.score(model, [long], { temperature: 1, against: null }),
    tight.generate(model, model, smallRequest({ sampling })),
    tight.update(model, [long], 1, SMALL_OPTIMIZER),
  ]) {
    await expect(refused).rejects.toThrow(
      /rows of \d+ tokens need \d+ bytes \(.*\); allowed are [36]0000: (rows of up to \d+ tokens fit|only a smaller model fits)/,
    );
    await expect(refused).rejects.toThrow(EngineError);
  }
  expect(machine.memory().used).toBe(used);
});

test('a gradient or a weight that is not finite is refused', async () => {
  const row = { prompt: [3], tokens: [4, 5], gradients: Float64Array.of(1, Number.NaN) };
  const engine = await engineWith();
  const other = await engine.load(smallCheckpoint(1));
  const weights = await engine.weights(other);
  await expect(engine.update(other, [row], 1, SMALL_OPTIMIZER)).rejects.toThrow(EngineError);
  expect(await engine.weights(other)).toEqual(weights);
  const odd = new Map(weights);
  odd.set('model.norm.weight', { shape: [16], data: new Float32Array(16).fill(Number.NaN) });
  await expect(engine.assign(other, odd)).rejects.toThrow('model.norm.weight holds NaN at 0');
});

test.each(SHAPES)('%s: gradients by finite differences in float64', async (_, changes) => {
  const machine = referenceMachine();
  const engine = nativeEngine(machine, INFO, { ...BUDGET, tokens: 20 });
  const checkpoint = smallCheckpoint(3, changes);
  const model = await engine.load(checkpoint);
  const batch = [
    { prompt: [3, 4], tokens: [5, 1], gradients: Float64Array.of(0.5, -1) },
    { prompt: [3, 4], tokens: [6], gradients: Float64Array.of(1.5) },
    { prompt: [3, 4], tokens: [2, 9, 1], gradients: Float64Array.of(-0.4, 0, 0.7) },
    { prompt: [2], tokens: [7, 7, 8], gradients: Float64Array.of(0, 2, 0.3) },
  ];
  const loss = async () => {
    const scores = await engine.score(model, batch, { temperature: 0.8, against: null });
    // Scores are stored in f32; their f64 values still lie in the machine, but a step of this size
    // is far above their rounding.
    return batch.reduce(
      (sum, { gradients }, row) =>
        sum + gradients.reduce((part, g, t) => part + g * at(at(scores, row).logprobs, t), 0),
      0,
    );
  };
  // Plain gradient descent as AdamW's first step would hide the gradient's size: read the moments.
  const keep = { ...SMALL_OPTIMIZER, learningRate: 0, maxGradNorm: 0 };
  await engine.update(model, batch, 0.8, keep);
  const moments = await engine.moments(model);
  const gradient = moments?.first.map((value) => value / (1 - keep.beta1));
  if (gradient === undefined) throw new Error('no moments after an update');
  let start = 0;
  for (const [name, { shape, data }] of checkpoint.weights) {
    for (const index of [0, Math.floor(data.length / 2), data.length - 1]) {
      const nudged = async (step: number) => {
        const moved = data.slice();
        moved[index] = at(moved, index) + step;
        await engine.assign(model, new Map(checkpoint.weights).set(name, { shape, data: moved }));
        return loss();
      };
      const h = 2 ** -7;
      const slope = ((await nudged(h)) - (await nudged(-h))) / (2 * h);
      expect(Math.abs(slope - at(gradient, start + index)), `${name} ${index}`).toBeLessThan(2e-3);
    }
    start += data.length;
  }
  expect(SMALL_VOCABULARY).toBe(checkpoint.config.vocabSize);
});
