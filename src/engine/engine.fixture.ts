// Tests for any engine, on random models: rows do not depend on their batch, decoding agrees with scoring,
// equal models write the same whoever is the author.

import { beforeAll, describe, expect, test, vi } from 'vitest';
import {
  engineUnderTest,
  OPTIMIZER,
  sequencesOf,
  weighted,
  withEmbedding,
} from '../../test/fixtures/any-engine.ts';
import {
  SMALL_VOCABULARY,
  smallCheckpoint,
  smallRequest,
  smallSchedule,
} from '../../test/fixtures/tiny.ts';
import { at } from '../at.ts';
import type { Weights } from '../checkpoint/checkpoint.ts';
import { validateRollout } from '../rl/validate.ts';
import type { Engine, GenerateRequest, Model, Rollout } from './engine.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const TWO_LAYERS = { layers: 2, hiddenSize: 20, intermediateSize: 30 };
const ALONE = { temperature: 1, against: null };

let engine: Engine;
let senior: Model;
let junior: Model;
beforeAll(async () => {
  engine = await engineUnderTest();
  senior = await engine.load(smallCheckpoint(1));
  junior = await engine.load(smallCheckpoint(2, TWO_LAYERS));
});

/** Largest difference of numbers that belong together. */
function largest(a: readonly ArrayLike<number>[], b: readonly ArrayLike<number>[]): number {
  expect(a.map((row) => row.length)).toEqual(b.map((row) => row.length));
  return Math.max(
    ...a.flatMap((row, i) => Array.from(row, (x, t) => Math.abs(x - at(at(b, i), t)))),
  );
}

async function inShards(request: GenerateRequest, size: number): Promise<Rollout[]> {
  const parts: Rollout[] = [];
  for (let i = 0; i < request.rows.length; i += size) {
    const rows = request.rows.slice(i, i + size);
    parts.push(...(await engine.generate(senior, junior, { ...request, rows })));
  }
  return parts;
}

describe('a row does not depend on its batch', () => {
  test('rollouts in shards equal those in one call, bit for bit', async () => {
    const request = smallRequest();
    const rows = request.rows.map((row) => ({ ...row, topTokens: 3 }));
    const whole = await engine.generate(senior, junior, { ...request, rows });
    expect(new Set(whole.map(({ finish }) => finish))).toEqual(new Set(['eos', 'length']));
    for (const rollout of whole) validateRollout(rollout, request.schedule, request.eosId);
    for (const size of [1, 4, 5]) expect(await inShards({ ...request, rows }, size)).toEqual(whole);
  });

  test('scores and log-probs of updates do not depend on padding', async () => {
    const rollouts = await engine.generate(senior, junior, smallRequest());
    const sequences = sequencesOf(rollouts);
    const options = { temperature: 0.8, against: junior };
    const together = await engine.score(senior, sequences, options);
    const alone = [];
    for (const sequence of sequences)
      alone.push(...(await engine.score(senior, [sequence], options)));
    for (const name of ['logprobs', 'entropies', 'kl', 'js'] as const) {
      const values = (scores: typeof together) => scores.map((row) => row[name] ?? []);
      expect(largest(values(together), values(alone)), name).toBeLessThan(1e-5);
    }
    const model = await engine.load(smallCheckpoint(1));
    const { logprobs } = await engine.update(model, weighted(rollouts), 0.8, OPTIMIZER);
    expect(
      largest(
        logprobs,
        together.map((row) => row.logprobs),
      ),
    ).toBeLessThan(1e-5);
  });

  test('scores of equally wide shards are equal bit for bit', async () => {
    const request = smallRequest({ eosId: -1 });
    const sequences = sequencesOf(await engine.generate(senior, junior, request));
    const six = sequences.filter(({ prompt }) => prompt.length === 6);
    const whole = await engine.score(senior, [...six, ...sequences], ALONE);
    const parts = [
      ...(await engine.score(senior, six, ALONE)),
      ...(await engine.score(senior, [...sequences.slice(0, 6)], ALONE)),
      ...(await engine.score(senior, [...sequences.slice(6)], ALONE)),
    ];
    expect(parts).toEqual(whole);
  });
});

/** The token that an engine which pads puts there. */
const PADDING = 0;

test('what is in the padding changes nothing', async () => {
  const untied = smallCheckpoint(3, { tied: false });
  const request = smallRequest();
  const clean = await engine.load(untied);
  const odd = await engine.load(withEmbedding(untied, PADDING, 1e3));
  const all = await engine.generate(clean, junior, request);
  const other = await engine.generate(odd, junior, request);
  // Where the token of the padding is written it is no padding.
  const usable = (_: unknown, i: number) => !at(all, i).tokens.includes(PADDING);
  const rollouts = all.filter(usable);
  expect(rollouts.length).toBeGreaterThan(3);
  expect(other.filter(usable)).toEqual(rollouts);
  const sequences = sequencesOf(rollouts);
  expect(new Set(sequences.map(({ prompt }) => prompt.length)).size).toBeGreaterThan(1);
  expect(await engine.score(odd, sequences, ALONE)).toEqual(
    await engine.score(clean, sequences, ALONE),
  );
  const updated = [];
  for (const model of [clean, odd]) {
    await engine.update(model, weighted(rollouts), 1, OPTIMIZER);
    updated.push(withoutRow(await engine.weights(model), PADDING));
  }
  expect(updated[0]).toEqual(updated[1]);
});

/** Weights with the embedding of one token set to 0. */
function withoutRow(weights: Weights, id: number): Weights {
  const config = senior.config;
  return withEmbedding({ config, weights, tokenizer: null }, id, 0).weights;
}

describe('decoding and scoring', () => {
  test.each([0, 0.7, 1])('agree at temperature %d', async (temperature) => {
    const sampling = { ...smallRequest().sampling, temperature };
    const rollouts = await engine.generate(senior, junior, smallRequest({ sampling }));
    const options = { temperature: temperature === 0 ? 1 : temperature, against: null };
    const seniors = await engine.score(senior, sequencesOf(rollouts), options);
    const juniors = await engine.score(junior, sequencesOf(rollouts), options);
    for (const [found, expected] of [
      [rollouts.map((r) => r.senior.logprobs), seniors.map((s) => s.logprobs)],
      [rollouts.map((r) => r.junior.logprobs), juniors.map((s) => s.logprobs)],
      [rollouts.map((r) => r.senior.entropies), seniors.map((s) => s.entropies)],
      [rollouts.map((r) => r.junior.entropies), juniors.map((s) => s.entropies)],
    ] as const) {
      expect(largest(found, expected)).toBeLessThan(1e-4);
    }
  });

  test('a divergence from itself is 0, from another model positive and JS at most ln 2', async () => {
    const sequences = sequencesOf(await engine.generate(senior, junior, smallRequest()));
    for (const { kl, js } of await engine.score(senior, sequences, { ...ALONE, against: senior })) {
      expect(
        largest(
          [kl ?? [], js ?? []],
          [kl ?? [], js ?? []].map((row) => row.map(() => 0)),
        ),
      ).toBeLessThan(1e-6);
    }
    for (const { kl, js } of await engine.score(senior, sequences, { ...ALONE, against: junior })) {
      expect(Math.min(...(kl ?? []), ...(js ?? []))).toBeGreaterThan(0);
      expect(Math.max(...(js ?? []))).toBeLessThanOrEqual(Math.LN2);
    }
  });
});

describe('one model as both', () => {
  test.each([0, 1])('equal handles equal two copies, temperature %d', async (temperature) => {
    const copy = await engine.load(smallCheckpoint(1));
    const base = smallRequest();
    const rows = base.rows.map((row) => ({ ...row, topTokens: 4 }));
    const request = { ...base, rows, sampling: { ...base.sampling, temperature } };
    const one = await engine.generate(senior, senior, request);
    expect(one).toEqual(await engine.generate(senior, copy, request));
    expect(one.some(({ authors }) => authors.includes(0) && authors.includes(1))).toBe(true);
  });

  test('equal handles with unlike prompts have two decode states', async () => {
    const copy = await engine.load(smallCheckpoint(1));
    const base = smallRequest();
    const rows = base.rows.map((row) => ({
      ...row,
      prompts: { ...row.prompts, junior: [5, ...row.prompts.junior.slice(1)] },
    }));
    const one = await engine.generate(senior, senior, { ...base, rows });
    expect(one).toEqual(await engine.generate(senior, copy, { ...base, rows }));
    const { senior: first, junior: second } = at(one, 0);
    expect(first.logprobs).not.toEqual(second.logprobs);
  });

  test.each(['word', 'token', 'step', 'chunk', 'alternate'] as const)(
    'greedy text under the %s schedule is the solo text',
    async (kind) => {
      const copy = await engine.load(smallCheckpoint(1));
      const sampling = { ...smallRequest().sampling, temperature: 0 };
      const solo = smallSchedule({ seniorProbability: 1, start: 'senior' });
      const alone = await engine.generate(
        senior,
        senior,
        smallRequest({ sampling, schedule: solo }),
      );
      const schedule = smallSchedule({ kind });
      const together = await engine.generate(senior, copy, smallRequest({ sampling, schedule }));
      expect(together.map(({ tokens }) => tokens)).toEqual(alone.map(({ tokens }) => tokens));
      expect(together.some(({ authors }) => authors.includes(0) && authors.includes(1))).toBe(true);
      for (const rollout of together) validateRollout(rollout, schedule, 1);
    },
  );
});

describe('state', () => {
  const batch = [{ prompt: [3], tokens: [4, 5, 1], gradients: Float64Array.of(-1, -1, -1) }];

  test('weights come back as they were loaded, and updates follow their gradients', async () => {
    const { config, weights } = smallCheckpoint(6, { modelType: 'qwen3', tied: false });
    const model = await engine.load({ config, weights, tokenizer: null });
    expect(await engine.weights(model)).toEqual(weights);
    expect(await engine.moments(model)).toBeNull();
    const before = await engine.score(model, batch, ALONE);
    const report = await engine.update(model, batch, 1, { ...OPTIMIZER, maxGradNorm: 0 });
    expect(report.gradNorm).toBeGreaterThan(0);
    const after = await engine.score(model, batch, ALONE);
    const sum = (row: Float32Array) => row.reduce((a, b) => a + b, 0);
    expect(sum(at(after, 0).logprobs)).toBeGreaterThan(sum(at(before, 0).logprobs));
    expect((await engine.moments(model))?.updates).toBe(1);
  });

  test('assigning weights and moments goes on as if nothing had happened', async () => {
    const model = await engine.load(smallCheckpoint(6));
    await engine.update(model, batch, 1, OPTIMIZER);
    const weights = await engine.weights(model);
    const moments = await engine.moments(model);
    if (moments === null) throw new Error('no moments after an update');
    await engine.update(model, batch, 1, OPTIMIZER);
    const other = await engine.load(smallCheckpoint(7));
    const extra = new Map([...weights, ['step', { shape: [1], data: Float32Array.of(1) }]]);
    await engine.assign(other, extra, moments);
    await engine.update(other, batch, 1, OPTIMIZER);
    expect(await engine.weights(other)).toEqual(await engine.weights(model));
    expect(await engine.moments(other)).toEqual(await engine.moments(model));
  });

  test('an update is its halves', async () => {
    const model = await engine.load(smallCheckpoint(6));
    const report = await engine.update(model, batch, 1, OPTIMIZER);
    const other = await engine.load(smallCheckpoint(6));
    const { flat, logprobs } = await engine.gradients(other, batch, 1);
    expect(await engine.weights(other)).toEqual(smallCheckpoint(6).weights);
    const gradNorm = await engine.apply(other, flat, OPTIMIZER);
    expect({ gradNorm, logprobs }).toEqual(report);
    expect(await engine.weights(other)).toEqual(await engine.weights(model));
    expect(await engine.moments(other)).toEqual(await engine.moments(model));
  });

  test('what does not fit is refused and changes nothing', async () => {
    const model = await engine.load(smallCheckpoint(6));
    const weights = await engine.weights(model);
    const name = 'model.norm.weight';
    const lacking = new Map([...weights].filter(([key]) => key !== name));
    const wide = new Map([...weights, [name, { shape: [17], data: new Float32Array(17) }]]);
    const short = { updates: 1, first: new Float32Array(3), second: new Float32Array(3) };
    await expect(engine.assign(model, lacking)).rejects.toThrow(`lack ${name}`);
    await expect(engine.assign(model, wide)).rejects.toThrow(
      `${name} has shape [17]; expected [16]`,
    );
    await expect(engine.assign(model, weights, short)).rejects.toThrow('moments.first has 3');
    const nan = [{ ...at(batch, 0), gradients: Float64Array.of(0, Number.NaN, 0) }];
    await expect(engine.update(model, nan, 1, OPTIMIZER)).rejects.toThrow('must be finite');
    expect(await engine.weights(model)).toEqual(weights);
    expect(await engine.moments(model)).toBeNull();
  });
});

describe('one clear error for', () => {
  const fails = (changes: Partial<GenerateRequest>) =>
    expect(engine.generate(senior, junior, smallRequest(changes))).rejects;
  const prompts = { senior: [3], junior: [3] };
  const rows = (changes: Partial<typeof prompts>) => [
    { prompts: { ...prompts, ...changes }, sequence: 0, topTokens: 0 },
  ];

  test('requests', async () => {
    const sampling = smallRequest().sampling;
    await fails({ rows: rows({ senior: [SMALL_VOCABULARY] }) }).toThrow(
      "the senior's prompt is 12; expected an id below 12",
    );
    await fails({ rows: rows({ junior: [] }) }).toThrow("the junior's prompt is 0");
    await fails({ promptLength: 250 }).toThrow("at most the context's 256");
    await fails({ sampling: { ...sampling, temperature: Number.NaN } }).toThrow(
      'temperature is NaN',
    );
    await fails({ schedule: smallSchedule({ boundary: new Uint8Array(3) }) }).toThrow('is 3');
    const other = await engine.load(smallCheckpoint(1, { vocabSize: 13 }));
    await expect(engine.generate(senior, other, smallRequest())).rejects.toThrow(
      "junior's vocabulary is 13; expected the senior's 12",
    );
    expect(await engine.generate(senior, junior, smallRequest({ rows: [] }))).toEqual([]);
  });

  test('weights that are no numbers, where they are loaded', async () => {
    const good = smallCheckpoint(1);
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
      await expect(engine.load(withEmbedding(good, 1, value))).rejects.toThrow(
        `model.embed_tokens.weight holds ${value} at 16; expected a number`,
      );
    }
  });

  test('sequences and models', async () => {
    const score = (prompt: number[], tokens: number[]) =>
      expect(engine.score(senior, [{ prompt, tokens }], ALONE)).rejects;
    await score([], [1]).toThrow('prompt length is 0');
    await score([1], []).toThrow('tokens after the prompt is 0');
    await score([1], [-1]).toThrow('is -1');
    await score([1], new Array(256).fill(1)).toThrow('sequence length is 257');
    const odd = [{ prompt: [1], tokens: [1, 2], gradients: Float64Array.of(1) }];
    await expect(engine.update(senior, odd, 1, OPTIMIZER)).rejects.toThrow('1 gradients for 2');
    const gone = await engine.load(smallCheckpoint(1));
    await engine.dispose(gone);
    await expect(engine.weights(gone)).rejects.toThrow('is not loaded');
    expect(await engine.score(senior, [], ALONE)).toEqual([]);
  });
});
