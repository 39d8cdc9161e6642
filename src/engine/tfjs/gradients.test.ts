// Gradients of the policy loss with respect to weights, through loss and model, against central differences.

import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test, vi } from 'vitest';
import { engineFor, SMALL_VOCABULARY, smallCheckpoint } from '../../../test/fixtures/tiny.ts';
import { at } from '../../at.ts';
import type { Weights } from '../../checkpoint/checkpoint.ts';
import { draws } from '../../random/random.ts';
import type { KlEstimator } from '../../rl/loss/kl.ts';
import { type LossOptions, policyLoss } from '../../rl/loss/loss.ts';
import { type LossBatch, lossRows } from '../../rl/loss/loss-batch.ts';
import type { Surrogate } from '../../rl/loss/surrogate.ts';
import { loadParameters, readParameters } from './decoder.ts';
import type { TfjsModel } from './model.ts';
import { score } from './score.ts';
import { gradients } from './update.ts';

// Log-probs are f32, so a difference of losses is good to about three digits.

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** Qwen3 with two layers and grouped queries: every kind of parameter there is but an own head. */
const { config, weights } = smallCheckpoint(3, { modelType: 'qwen3', layers: 2 });
const TEMPERATURE = 1.3;
const STEP = 2e-3;

const random = draws({ seed: 8, stream: 'data', step: 0, sequence: 0 });
const sequences = [5, 3, 8, 6].map((length) => ({
  prompt: Array.from({ length: random.integer(1, 4) }, () => random.integer(0, 11)),
  tokens: Array.from({ length }, () => random.integer(0, SMALL_VOCABULARY - 1)),
}));

beforeAll(async () => {
  await engineFor('tfjs-wasm');
});

function withModel<T>(at: Weights, use: (model: TfjsModel) => Promise<T>): Promise<T> {
  const model = { config, parameters: loadParameters(at), moments: null };
  return use(model).finally(() => tf.dispose([...model.parameters.values()]));
}

async function logprobsAt(moved: Weights): Promise<Float32Array[]> {
  const options = { temperature: TEMPERATURE, against: null };
  const scores = await withModel(moved, (model) => score(model, sequences, options));
  return scores.map(({ logprobs }) => logprobs);
}

/** Old and reference log-probs off the new ones by amounts from `low` to `high`, either way. */
function batchAt(logprobs: readonly Float32Array[], [low, high]: readonly [number, number]) {
  const noise = draws({ seed: 9, stream: 'data', step: 0, sequence: 0 });
  const shifted = () =>
    logprobs.map((row) =>
      Array.from(
        row,
        (x) => x + (noise.uniform() < 0.5 ? -1 : 1) * (low + (high - low) * noise.uniform()),
      ),
    );
  return {
    newLogprobs: logprobs,
    oldLogprobs: shifted(),
    referenceLogprobs: shifted(),
    authors: logprobs.map((row) => Array.from(row, () => noise.integer(0, 1))),
    advantages: [1.2, -0.7, 0.4, -1.1],
  };
}

/** The loss's gradient by the engine, in Hugging Face's orientation. */
function gradientOf(batch: LossBatch, options: LossOptions): Promise<Weights> {
  const { gradients: perToken } = policyLoss(lossRows(batch), options);
  return withModel(weights, async (model) => {
    const weighted = sequences.map((sequence, i) => ({ ...sequence, gradients: at(perToken, i) }));
    const { flat } = await gradients(model, weighted, TEMPERATURE);
    let offset = 0;
    const parts = new Map<string, tf.Tensor>();
    for (const [name, { shape, size }] of model.parameters) {
      parts.set(name, tf.tensor(flat.slice(offset, offset + size), shape));
      offset += size;
    }
    return readParameters(parts).finally(() => tf.dispose([...parts.values()]));
  });
}

function normOf(direction: Weights): number {
  let squares = 0;
  for (const { data } of direction.values()) for (const x of data) squares += x * x;
  return Math.sqrt(squares);
}

/** Slope of the loss along a direction of unit length, times `norm`. */
async function slope(batch: LossBatch, options: LossOptions, direction: Weights): Promise<number> {
  const length = normOf(direction);
  const lossAt = async (step: number) => {
    const moved = new Map(weights);
    for (const [name, { data }] of direction) {
      const weight = weights.get(name);
      if (weight === undefined) throw new Error(`no weight ${name}`);
      const next = weight.data.map((x, i) => x + (step * at(data, i)) / length);
      moved.set(name, { shape: weight.shape, data: next });
    }
    const newLogprobs = await logprobsAt(moved);
    return policyLoss(lossRows({ ...batch, newLogprobs }), options).loss;
  };
  return ((await lossAt(STEP)) - (await lossAt(-STEP))) / (2 * STEP);
}

function randomDirection(seed: number): Weights {
  const noise = draws({ seed, stream: 'init', step: 0, sequence: 0 });
  return new Map(
    [...weights].map(([name, { shape, data }]) => [
      name,
      { shape, data: data.map(() => noise.normal()) },
    ]),
  );
}

function dot(a: Weights, b: Weights): number {
  let sum = 0;
  for (const [name, { data }] of a) {
    const other = b.get(name)?.data;
    data.forEach((x, i) => {
      sum += x * (other?.[i] ?? Number.NaN);
    });
  }
  return sum;
}

const NEAR = [0.02, 0.1] as const;
/** On both sides of the clip range, away from its corners. */
const FAR = [0.4, 0.7] as const;

const CASES: readonly {
  readonly surrogate: Surrogate;
  readonly offsets: readonly [number, number];
  readonly kl?: KlEstimator;
}[] = [
  { surrogate: { kind: 'clip', low: 0.2, high: 0.28, dual: null }, offsets: NEAR },
  { surrogate: { kind: 'clip', low: 0.2, high: 0.28, dual: null }, offsets: FAR },
  { surrogate: { kind: 'clip', low: 0.2, high: 0.2, dual: 1.3 }, offsets: FAR },
  { surrogate: { kind: 'reinforce' }, offsets: NEAR },
  { surrogate: { kind: 'gspo', low: 0.4, high: 0.4 }, offsets: FAR },
  { surrogate: { kind: 'gmpo', low: 0.3, high: 0.3, epsilon: 0 }, offsets: FAR },
  // CISPO stops the gradient of its ratio; where every ratio is cut that changes nothing.
  { surrogate: { kind: 'cispo', min: 0.8, max: 1.2 }, offsets: FAR },
  { surrogate: { kind: 'sapo', positive: 1, negative: 1.05 }, offsets: FAR },
  { surrogate: { kind: 'none' }, offsets: FAR, kl: 'k1' },
  { surrogate: { kind: 'none' }, offsets: FAR, kl: 'k2' },
  { surrogate: { kind: 'clip', low: 0.2, high: 0.2, dual: null }, offsets: NEAR, kl: 'k3' },
];

const optionsOf = ({ surrogate, kl }: (typeof CASES)[number]): LossOptions => ({
  surrogate,
  normalizer: { kind: 'sequence', countEmpty: true, epsilon: 0 },
  juniorWeight: 0.25,
  kl: kl === undefined ? null : { estimator: kl, weight: 0.5 },
});

test.each(CASES)('$surrogate.kind, offsets $offsets, KL $kl', async (example) => {
  const options = optionsOf(example);
  const batch = batchAt(await logprobsAt(weights), example.offsets);
  const gradient = await gradientOf(batch, options);
  const norm = normOf(gradient);
  expect(norm).toBeGreaterThan(0.01);
  const along = await slope(batch, options, gradient);
  expect(Math.abs(along / norm - 1)).toBeLessThan(1e-3);
  const direction = randomDirection(4);
  const expected = dot(gradient, direction) / normOf(direction);
  const found = await slope(batch, options, direction);
  expect(Math.abs(found - expected)).toBeLessThan(1e-4 * norm);
});

test('each parameter alone', async () => {
  const options = optionsOf({
    surrogate: { kind: 'sapo', positive: 1, negative: 1.05 },
    offsets: FAR,
  });
  const batch = batchAt(await logprobsAt(weights), FAR);
  const gradient = await gradientOf(batch, options);
  expect([...gradient.keys()]).toEqual([...weights.keys()]);
  for (const [name, weight] of gradient) {
    const direction = new Map([[name, weight]]);
    const found = await slope(batch, options, direction);
    expect(Math.abs(found / normOf(direction) - 1), name).toBeLessThan(5e-3);
  }
});
