// Parity of the native engine with models run by transformers: log-probs, gradients, greedy text.

import { expect, test, vi } from 'vitest';
import { GOLDEN_MODELS, goldenFolder, readFromDisk } from '../../../test/fixtures/golden.ts';
import { at } from '../../at.ts';
import { readCheckpoint } from '../../checkpoint/read.ts';
import type { GenerateRequest } from '../engine.ts';
import { BUDGET } from './budget.ts';
import { generate } from './generate.ts';
import type { Machine } from './machine/machine.ts';
import { MACHINES } from './machines.fixture.ts';
import { loadModel } from './model.ts';
import { weightPlaces } from './plan/weights.ts';
import { score } from './score.ts';
import { gradients } from './update.ts';

interface Expected {
  readonly input_ids: readonly number[][];
  readonly token_logprobs: readonly number[][];
  readonly weights: readonly number[][];
  readonly grads: Readonly<
    Record<string, { readonly norm: number; readonly samples: readonly [number, number][] }>
  >;
  readonly greedy: {
    readonly prompt_length: number;
    readonly new_tokens: number;
    readonly sequences: readonly number[][];
  };
}

async function golden(machine: Machine, name: (typeof GOLDEN_MODELS)[number]) {
  const folder = goldenFolder(name);
  const { config, weights } = await readCheckpoint(readFromDisk, folder);
  const bytes = (await readFromDisk(`${folder}/expected.json`)) ?? new Uint8Array();
  const expected: Expected = JSON.parse(new TextDecoder().decode(bytes));
  return { model: loadModel(machine, config, weights), expected };
}

const toSequence = (ids: readonly number[]) => ({ prompt: ids.slice(0, 1), tokens: ids.slice(1) });

vi.setConfig({ testTimeout: 120_000 });

const CASES = MACHINES.flatMap((machine) =>
  GOLDEN_MODELS.map((name) => [machine.name, name, machine.start] as const),
);

test.each(CASES)('%s, %s: log-probs within 1e-4', async (_, name, start) => {
  const machine = await start();
  const { model, expected } = await golden(machine, name);
  const options = { temperature: 1, against: null, budget: BUDGET };
  const scores = await score(machine, model, expected.input_ids.map(toSequence), options);
  expected.token_logprobs.forEach((row, i) => {
    row.forEach((logprob, t) => {
      expect(Math.abs((scores[i]?.logprobs[t] ?? Number.NaN) - logprob)).toBeLessThan(1e-4);
    });
  });
});

test.each(CASES)('%s, %s: gradients within 1e-3 of their norm', async (_, name, start) => {
  const machine = await start();
  const { model, expected } = await golden(machine, name);
  const batch = expected.input_ids.map((ids, row) => ({
    ...toSequence(ids),
    gradients: Float64Array.from(expected.weights[row] ?? [], (weight) => -weight),
  }));
  const { flat } = await gradients(machine, model, batch, { temperature: 1, budget: BUDGET });
  const places = weightPlaces(model.config);
  for (const [weight, { norm, samples }] of Object.entries(expected.grads)) {
    const place = places.get(weight);
    if (place === undefined) throw new Error(`no weight ${weight}`);
    const values = flat.subarray(place.offset / 4, place.offset / 4 + place.length);
    const own = Math.hypot(...values);
    expect(Math.abs(own - norm), weight).toBeLessThan(1e-3 * norm);
    for (const [index, value] of samples) {
      expect(Math.abs(at(values, index) - value), `${weight} ${index}`).toBeLessThan(1e-3 * norm);
    }
  }
});

test.each(CASES)('%s, %s: greedy text', async (_, name, start) => {
  const machine = await start();
  const { model, expected } = await golden(machine, name);
  const { prompt_length: promptLength, new_tokens: maxNewTokens, sequences } = expected.greedy;
  const vocabulary = model.config.vocabSize;
  const request: GenerateRequest = {
    rows: sequences.map((ids, sequence) => {
      const prompt = ids.slice(0, promptLength);
      return { prompts: { senior: prompt, junior: prompt }, sequence, topTokens: 0 };
    }),
    schedule: {
      kind: 'token',
      seniorProbability: 0.5,
      maxGap: 4,
      chunkSize: 2,
      start: 'coin',
      boundary: new Uint8Array(vocabulary),
    },
    sampling: { temperature: 0, topK: 0, topP: 1, maxNewTokens },
    seed: 1,
    step: 1,
    eosId: vocabulary,
    promptLength,
  };
  const rollouts = await generate(machine, { senior: model, junior: model }, request, BUDGET);
  rollouts.forEach(({ tokens }, row) => {
    expect([...tokens]).toEqual(sequences[row]?.slice(promptLength));
  });
});
