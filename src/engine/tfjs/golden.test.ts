// The engine against Hugging Face's transformers on three random models: logits, log-probs, loss,
// gradients and greedy text, as test/fixtures/golden holds them.

import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import llamaGqaUntied from '../../../test/fixtures/golden/llama-gqa-untied/expected.json';
import llamaTied from '../../../test/fixtures/golden/llama-tied/expected.json';
import qwen3Tiny from '../../../test/fixtures/golden/qwen3-tiny/expected.json';
import { GOLDEN_MODELS, goldenFolder, readFromDisk } from '../../../test/fixtures/golden.ts';
import { engineFor } from '../../../test/fixtures/tiny.ts';
import { at } from '../../at.ts';
import type { Checkpoint, Weights } from '../../checkpoint/checkpoint.ts';
import { readCheckpoint } from '../../checkpoint/read.ts';
import { initialWeights } from '../../pretrain/init.ts';
import type { Engine, GenerateRequest, Model } from '../engine.ts';
import { loadParameters, readParameters } from './decoder.ts';
import { completionLogits, type TfjsModel } from './model.ts';
import { gradients } from './update.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const EXPECTED = {
  'llama-tied': llamaTied,
  'llama-gqa-untied': llamaGqaUntied,
  'qwen3-tiny': qwen3Tiny,
};
const TOLERANCE = 1e-4;

/** Largest |found - expected|, relative to the larger of |expected| and `scale`. */
function relativeError(found: ArrayLike<number>, expected: readonly number[], scale: number) {
  expect(found.length).toBe(expected.length);
  return Math.max(
    ...expected.map(
      (value, i) => Math.abs(at(found, i) - value) / Math.max(Math.abs(value), scale),
    ),
  );
}

const rms = (values: readonly number[]) =>
  Math.sqrt(values.reduce((sum, x) => sum + x * x, 0) / values.length);

function hold({ config, weights }: Checkpoint): TfjsModel {
  return { config, parameters: loadParameters(weights), moments: null };
}

/** A flat gradient as weights in Hugging Face's orientation. */
async function orient(model: TfjsModel, flat: Float32Array): Promise<Weights> {
  let offset = 0;
  const parts = new Map<string, tf.Tensor>();
  for (const [name, { shape, size }] of model.parameters) {
    parts.set(name, tf.tensor(flat.slice(offset, offset + size), shape));
    offset += size;
  }
  return readParameters(parts);
}

const sequencesOf = (rows: readonly number[][]) =>
  rows.map((row) => ({ prompt: row.slice(0, 1), tokens: row.slice(1) }));

function greedyRequest(prompts: readonly number[][], vocabulary: number): GenerateRequest {
  return {
    rows: prompts.map((prompt, sequence) => ({
      prompts: { senior: prompt, junior: prompt },
      sequence,
      topTokens: 0,
    })),
    schedule: {
      kind: 'token',
      seniorProbability: 1,
      maxGap: 32,
      chunkSize: 1,
      start: 'coin',
      boundary: new Uint8Array(vocabulary).fill(1),
    },
    sampling: { temperature: 0, topK: 0, topP: 1, maxNewTokens: 10 },
    seed: 1,
    step: 1,
    eosId: -1,
    // Wider than the prompts, so that the padding is on trial too.
    promptLength: 8,
  };
}

interface Setup {
  readonly engine: Engine;
  readonly checkpoint: Checkpoint;
  readonly held: TfjsModel;
  readonly model: Model;
  readonly expected: (typeof EXPECTED)[keyof typeof EXPECTED];
}

/** The logits are those of the token after a whole row. */
function checkLogits({ held: { config, parameters }, expected }: Setup): void {
  expected.input_ids.forEach((prompt, row) => {
    const options = { columns: { prompt: prompt.length, completion: 1 }, temperature: 1 };
    const sequences = [{ prompt, tokens: [0] }];
    const found = tf.tidy(() =>
      completionLogits(config, parameters, sequences, options).logits.dataSync(),
    );
    const logits = at(expected.logits_last, row);
    expect(relativeError(found, logits, rms(logits))).toBeLessThan(TOLERANCE);
  });
}

async function checkLogprobs({ engine, model, expected }: Setup): Promise<void> {
  const sequences = sequencesOf(expected.input_ids);
  const scores = await engine.score(model, sequences, { temperature: 1, against: null });
  scores.forEach(({ logprobs }, row) => {
    expect(relativeError(logprobs, at(expected.token_logprobs, row), 1)).toBeLessThan(TOLERANCE);
  });
}

/** An entry's error counts relative to the entry or its parameter's root mean square, if larger. */
async function checkGradients({ held, expected }: Setup): Promise<void> {
  const batch = sequencesOf(expected.input_ids).map((sequence, row) => ({
    ...sequence,
    gradients: Float64Array.from(at(expected.weights, row), (weight) => -weight),
  }));
  const { flat, logprobs } = await gradients(held, batch, 1);
  const loss = batch.reduce(
    (sum, row, i) =>
      sum + at(logprobs, i).reduce((part, x, t) => part + at(row.gradients, t) * x, 0),
    0,
  );
  expect(Math.abs(loss / expected.loss - 1)).toBeLessThan(TOLERANCE);
  const found = await orient(held, flat);
  expect([...found.keys()].sort()).toEqual(Object.keys(expected.grads).sort());
  for (const [parameter, { norm, samples }] of Object.entries(expected.grads)) {
    const data = found.get(parameter)?.data ?? new Float32Array();
    const ours = Math.sqrt(data.reduce((sum, x) => sum + x * x, 0));
    expect(Math.abs(ours / norm - 1), `norm of ${parameter}`).toBeLessThan(TOLERANCE);
    const error = relativeError(
      samples.map((sample) => at(data, at(sample, 0))),
      samples.map((sample) => at(sample, 1)),
      norm / Math.sqrt(data.length),
    );
    expect(error, parameter).toBeLessThan(TOLERANCE);
  }
}

async function checkGreedy({ engine, checkpoint, model, expected }: Setup): Promise<void> {
  const { prompt_length, sequences } = expected.greedy;
  const { config } = checkpoint;
  const prompts = expected.input_ids.map((ids) => ids.slice(0, prompt_length));
  const request = greedyRequest(prompts, config.vocabSize);
  const withChance = (seniorProbability: number) => ({
    ...request,
    schedule: { ...request.schedule, seniorProbability },
  });
  const other = await engine.load({ ...checkpoint, weights: initialWeights(config, 9) });
  const copy = await engine.load(checkpoint);
  const written = [
    await engine.generate(model, model, request),
    await engine.generate(model, other, request),
    await engine.generate(other, model, withChance(0)),
    await engine.generate(model, copy, withChance(0.5)),
  ];
  for (const rollouts of written) {
    const texts = rollouts.map(({ senior, tokens }) => [...senior.prompt, ...tokens]);
    expect(texts).toEqual(sequences);
  }
}

const CASES = (['tfjs-wasm', 'tfjs-cpu'] as const).flatMap((engine) =>
  GOLDEN_MODELS.map((golden) => ({ engine, golden })),
);

describe.each(CASES)('$golden on $engine', ({ engine: name, golden }) => {
  let setup: Setup;
  beforeAll(async () => {
    const engine = await engineFor(name);
    const checkpoint = await readCheckpoint(readFromDisk, goldenFolder(golden));
    const model = await engine.load(checkpoint);
    setup = { engine, checkpoint, model, held: hold(checkpoint), expected: EXPECTED[golden] };
  });

  test('logits', () => checkLogits(setup));
  test('log-probs', () => checkLogprobs(setup));
  test('loss and gradients', () => checkGradients(setup));
  test('greedy text as senior, as junior and as both', () => checkGreedy(setup));
});
