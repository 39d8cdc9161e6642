// Scores, divergences and updates of tables against numbers computed manually and finite differences.
import { expect, test } from 'vitest';
import type { WeightedSequence } from '../engine.ts';
import { tabularEngine } from './engine.ts';
import { type Table, tabularCheckpoint, type WeightTable } from './table.ts';
import { gradientOf } from './update.ts';

const checkpoint = (row: readonly number[]) =>
  tabularCheckpoint({ bigram: [row, row], vocabSize: 2, contextLength: 8 });
const optimizer = {
  learningRate: 0.1,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  weightDecay: 0,
  maxGradNorm: 0,
};

test('scores are exact: log-probs, entropy, KL and JS over the full vocabulary', async () => {
  const engine = tabularEngine();
  const p = await engine.load(checkpoint([0.5, 0.5]));
  const q = await engine.load(checkpoint([0.25, 0.75]));
  const sequence = { prompt: [0], tokens: [1, 0] };
  const [score] = await engine.score(p, [sequence], { temperature: 1, against: q });
  const kl = 0.5 * Math.log(2) + 0.5 * Math.log(2 / 3);
  const js =
    0.5 * (0.5 * Math.log(0.5 / 0.375) + 0.5 * Math.log(0.5 / 0.625)) +
    0.5 * (0.25 * Math.log(0.25 / 0.375) + 0.75 * Math.log(0.75 / 0.625));
  for (const position of [0, 1]) {
    expect(score?.logprobs[position]).toBeCloseTo(Math.log(0.5), 6);
    expect(score?.entropies[position]).toBeCloseTo(Math.LN2, 6);
    expect(score?.kl?.[position]).toBeCloseTo(kl, 6);
    expect(score?.js?.[position]).toBeCloseTo(js, 6);
  }
  const [alone] = await engine.score(q, [sequence], { temperature: 1, against: null });
  expect([...(alone?.logprobs ?? [])]).toEqual([
    Math.fround(Math.log(0.75)),
    Math.fround(Math.log(0.25)),
  ]);
  expect(alone?.kl).toBeNull();
});

test('position tables depend on the index after the prompt', async () => {
  const engine = tabularEngine();
  const position = [
    [0.1, 0.9],
    [0.8, 0.2],
  ];
  const model = await engine.load(tabularCheckpoint({ position, vocabSize: 2, contextLength: 2 }));
  const [score] = await engine.score(model, [{ prompt: [0], tokens: [1] }], {
    temperature: 1,
    against: null,
  });
  expect(score?.logprobs[0]).toBeCloseTo(Math.log(0.9), 6);
});

const batch: readonly WeightedSequence[] = [
  { prompt: [0], tokens: [1, 2, 0], gradients: Float64Array.from([0.7, -1.2, 0.4]) },
  { prompt: [2], tokens: [2, 2], gradients: Float64Array.from([0.3, 0]) },
];

test('the gradient is that of finite differences, for both tables and any temperature', () => {
  const config = tabularCheckpoint({ vocabSize: 3, contextLength: 4 }).config;
  const values = Array.from({ length: 21 }, (_, index) => Math.sin(index * 1.7));
  const tableOf = (flat: readonly number[]): Table => ({
    config,
    weights: new Map<WeightTable, Float32Array>([
      ['bigram', Float32Array.from(flat.slice(0, 9))],
      ['position', Float32Array.from(flat.slice(9))],
    ]),
  });
  const objective = (table: Table) => logprobSum(table, 0.7);
  const gradient = gradientOf(tableOf(values), batch, 0.7);
  for (const [index, value] of values.entries()) {
    const at = (shift: number) => tableOf(values.map((v, i) => (i === index ? value + shift : v)));
    const slope = (objective(at(0.01)) - objective(at(-0.01))) / 0.02;
    expect(gradient[index]).toBeCloseTo(slope, 3);
  }
});

/** Sum of weight * logprob of the batch, from the logits themselves. */
function logprobSum({ weights }: Table, temperature: number): number {
  let sum = 0;
  for (const { prompt, tokens, gradients } of batch) {
    for (const [position, weight] of gradients.entries()) {
      const previous = position === 0 ? (prompt[0] ?? 0) : (tokens[position - 1] ?? 0);
      const logits = [0, 1, 2].map(
        (id) =>
          ((weights.get('bigram')?.[previous * 3 + id] ?? 0) +
            (weights.get('position')?.[position * 3 + id] ?? 0)) /
          temperature,
      );
      const total = logits.reduce((all, logit) => all + Math.exp(logit), 0);
      sum += weight * ((logits[tokens[position] ?? 0] ?? 0) - Math.log(total));
    }
  }
  return sum;
}

test('an update with a negative gradient makes the token likelier, and reports what it saw', async () => {
  const engine = tabularEngine();
  const model = await engine.load(checkpoint([0.5, 0.5]));
  const step = { prompt: [0], tokens: [1], gradients: Float64Array.from([-1]) };
  const report = await engine.update(model, [step], 1, optimizer);
  expect(report.logprobs[0]?.[0]).toBeCloseTo(Math.log(0.5), 6);
  expect(report.gradNorm).toBeCloseTo(Math.hypot(0.5, 0.5), 6);
  const [after] = await engine.score(model, [step], { temperature: 1, against: null });
  expect(after?.logprobs[0]).toBeGreaterThan(Math.log(0.5) + 0.01);
});

test('weights are copies, assign overwrites them, dispose forgets the model', async () => {
  const engine = tabularEngine();
  const model = await engine.load(checkpoint([0.5, 0.5]));
  const other = await engine.load(checkpoint([0.9, 0.1]));
  const copy = await engine.weights(model);
  copy.get('bigram')?.data.fill(7);
  expect((await engine.weights(model)).get('bigram')?.data[0]).toBeCloseTo(Math.log(0.5), 6);
  await engine.assign(model, await engine.weights(other));
  expect(await engine.weights(model)).toEqual(await engine.weights(other));
  await engine.dispose(other);
  await expect(engine.weights(other)).rejects.toThrow('not loaded');
});

test('weights and moments carried to another model continue the same run', async () => {
  const engine = tabularEngine();
  const [model, twin] = [
    await engine.load(checkpoint([0.5, 0.5])),
    await engine.load(checkpoint([0.9, 0.1])),
  ];
  const step = { prompt: [0], tokens: [1], gradients: Float64Array.from([-1]) };
  expect(await engine.moments(model)).toBeNull();
  await engine.update(model, [step], 1, optimizer);
  const moments = await engine.moments(model);
  if (moments === null) throw new Error('an update leaves moments');
  expect(moments.updates).toBe(1);
  await engine.assign(twin, await engine.weights(model), moments);
  for (const of of [model, twin]) await engine.update(of, [step], 1, optimizer);
  expect(await engine.weights(twin)).toEqual(await engine.weights(model));
  expect(await engine.moments(twin)).toEqual(await engine.moments(model));
});

test('refuses weights and sequences that do not fit', async () => {
  const engine = tabularEngine();
  const good = checkpoint([0.5, 0.5]);
  const load = (name: string, shape: number[]) =>
    engine.load({ ...good, weights: new Map([[name, { shape, data: new Float32Array(4) }]]) });
  await expect(load('bigram', [4, 1])).rejects.toThrow('weight bigram has shape [4,1]');
  await expect(load('embedding', [2, 2])).rejects.toThrow("not 'embedding'");
  const model = await engine.load(good);
  const score = (prompt: number[], tokens: number[]) =>
    engine.score(model, [{ prompt, tokens }], { temperature: 1, against: null });
  await expect(score([], [1])).rejects.toThrow('prompt length is 0');
  await expect(score([1], [2])).rejects.toThrow('is 2; expected an id below 2');
  await expect(score([1], Array(8).fill(0))).rejects.toThrow("at most the context's 8");
  const odd = { prompt: [0], tokens: [1], gradients: new Float64Array(2) };
  await expect(engine.update(model, [odd], 1, optimizer)).rejects.toThrow(
    '2 gradients for 1 tokens',
  );
});
