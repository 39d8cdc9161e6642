// The update step: what it leaves alone, what its minibatches see, its penalties and warnings, and
// that every loss learns to answer a junior.

import { beforeAll, describe, expect, test, vi } from 'vitest';
import { engineFor, TOKENIZER, tinyConfig, tinyPair } from '../../test/fixtures/tiny.ts';
import { at } from '../at.ts';
import type { RunConfig } from '../config/fields.ts';
import { DEFAULTS } from '../config/presets.ts';
import type { Engine, WeightedSequence } from '../engine/engine.ts';
import { requestOf, rowOf, samplingOf } from '../engine/requests.ts';
import { tabularEngine } from '../engine/tabular/engine.ts';
import { tabularCheckpoint } from '../engine/tabular/table.ts';
import type { Pair } from '../run/pair.ts';
import { TASKS } from '../tasks/index.ts';
import { advantage } from './advantage.ts';
import { problemsAt } from './problems.ts';
import { type Rewarded, reward } from './reward.ts';
import { rollout } from './rollout.ts';
import { newOptimizer, update } from './update.ts';
import { updateRows } from './update-rows.ts';

const { arithmetic } = TASKS;

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const ADVANTAGES = [1, -0.5, 0.25, -1];
const rowsOf = (rollouts: readonly Rewarded[], advantages: readonly number[] = ADVANTAGES) =>
  updateRows(
    rollouts,
    advantages,
    rollouts.map(({ authors }) => authors),
  );

let engine: Engine;
beforeAll(async () => {
  engine = await engineFor('tfjs-wasm');
});

async function writtenBy(pair: Pair, config: RunConfig): Promise<Rewarded[]> {
  const problems = problemsAt(arithmetic, config, 1);
  const rollouts = await rollout(engine, pair, config, { step: 1, problems });
  return reward(arithmetic, problems, rollouts, TOKENIZER);
}

/** One step of a fresh pair; `change` may alter the rollouts. */
async function step(
  config: RunConfig,
  change = (rows: Rewarded[]): Rewarded[] => rows,
  advantages: readonly number[] = ADVANTAGES,
) {
  const pair = await tinyPair(engine);
  const updates: (readonly WeightedSequence[])[] = [];
  const spied: Engine = {
    ...engine,
    update: (model, batch, temperature, optimizer) => {
      updates.push(batch);
      return engine.update(model, batch, temperature, optimizer);
    },
  };
  const rewarded = change(await writtenBy(pair, config));
  const before = await engine.weights(pair.senior);
  const setup = { engine: spied, pair, config };
  const result = await update(setup, rowsOf(rewarded, advantages), newOptimizer());
  return { ...result, pair, rewarded, updates, before };
}

const seniorTokens = (rows: readonly Rewarded[]) =>
  rows.reduce((sum, { authors }) => sum + authors.reduce((a, bit) => a + bit, 0), 0);

test('p = 0 changes no weight, whatever else is set', async () => {
  const config = tinyConfig({
    seniorProbability: 0,
    weightDecay: 0.1,
    kl: 'junior',
    klWeight: 1,
    epochs: 2,
  });
  const { pair, before, updates, optimizer, metrics } = await step(config);
  expect(await engine.weights(pair.senior)).toEqual(before);
  expect(await engine.moments(pair.senior)).toBeNull();
  expect(updates).toEqual([]);
  expect(optimizer.steps).toBe(0);
  expect(metrics).toMatchObject({ 'update/loss': 0, 'update/grad_norm': 0 });
});

test('in a single update the sampled log-probs are the update’s own, and the ratio is exactly 1', async () => {
  const { updates, rewarded, metrics, warning, optimizer } = await step(
    tinyConfig({ clipLow: 0, clipHigh: 0 }),
  );
  const tokens = seniorTokens(rewarded);
  expect(tokens).toBeGreaterThan(0);
  expect(updates).toHaveLength(1);
  at(updates, 0).forEach(({ gradients }, i) => {
    const { authors } = at(rewarded, i);
    const expected = Array.from(authors, (bit) => (bit * -at(ADVANTAGES, i)) / tokens);
    expect([...gradients]).toEqual(expected.map((g) => expect.closeTo(g, 12)));
  });
  expect(metrics['update/clip_fraction']).toBe(0);
  expect(metrics['sampling/logp_difference_max']).toBeLessThan(1e-4);
  expect(warning).toBeNull();
  expect(optimizer.steps).toBe(1);
});

test('minibatches are whole groups, in order, in every epoch', async () => {
  const config = tinyConfig({ loss: 'reinforce', minibatches: 2, epochs: 2, seniorProbability: 1 });
  const { updates, rewarded, metrics, optimizer } = await step(config);
  expect(optimizer.steps).toBe(4);
  const prompts = updates.map((batch) => batch.map(({ prompt }) => prompt));
  const groups = [rewarded.slice(0, 2), rewarded.slice(2)].map((rows) =>
    rows.map(({ senior }) => senior.prompt),
  );
  expect(prompts).toEqual([...groups, ...groups]);
  expect(metrics['sampling/logp_difference_max']).toBeLessThan(1e-4);
});

test('of several updates the first is on-policy: not even a range of no width clips it', async () => {
  const config = tinyConfig({ epochs: 2, clipLow: 0, clipHigh: 0, seniorProbability: 1 });
  const { updates, rewarded, metrics } = await step(config);
  const tokens = seniorTokens(rewarded);
  const expected = rewarded.map(({ tokens: { length } }, i) =>
    new Float64Array(length).fill(-at(ADVANTAGES, i) / tokens),
  );
  expect(at(updates, 0).map(({ gradients }) => gradients)).toEqual(expected);
  // The second sees moved weights, and nearly all of its tokens are clipped.
  const share = metrics['update/clip_fraction'] ?? 0;
  expect(share).toBeGreaterThan(0.2);
  expect(share).toBeLessThanOrEqual(0.5);
});

test('more minibatches than groups are as many as groups', async () => {
  const { updates } = await step(tinyConfig({ minibatches: 16 }));
  expect(updates.map((batch) => batch.length)).toEqual([2, 2]);
});

test('not-a-number at junior positions changes no weight and no loss, and is reported', async () => {
  const config = tinyConfig();
  const spoil = (rows: Rewarded[]) =>
    rows.map((row) => ({
      ...row,
      senior: {
        ...row.senior,
        logprobs: row.senior.logprobs.map((x, t) => (row.authors[t] === 1 ? x : Number.NaN)),
      },
    }));
  const clean = await step(config);
  const spoilt = await step(config, spoil);
  expect(clean.rewarded.some(({ authors }) => authors.includes(0))).toBe(true);
  expect(await engine.weights(spoilt.pair.senior)).toEqual(await engine.weights(clean.pair.senior));
  expect(await engine.weights(clean.pair.senior)).not.toEqual(clean.before);
  expect(spoilt.metrics['update/loss']).toBe(clean.metrics['update/loss']);
  expect(spoilt.warning).toContain('Infinity nats');
});

test('sampled log-probs that are not the update’s own are reported with the difference', async () => {
  const { warning, metrics } = await step(tinyConfig(), (rows) =>
    rows.map(({ senior, ...row }) => ({
      ...row,
      senior: { ...senior, logprobs: senior.logprobs.map((x) => x + 0.05) },
    })),
  );
  expect(warning).toContain('disagree by 0.050 nats');
  expect(metrics['sampling/logp_difference_max']).toBeCloseTo(0.05, 4);
});

describe('the KL penalty', () => {
  test('to the initial senior is 0 at the first step', async () => {
    for (const klEstimator of ['k1', 'k2', 'k3', 'k3+'] as const) {
      const { metrics } = await step(tinyConfig({ kl: 'initial', klEstimator }));
      expect(Math.abs(metrics['update/kl_penalty'] ?? Number.NaN)).toBeLessThan(1e-6);
    }
    const still = tinyConfig({ kl: 'initial', klEstimator: 'k1', epochs: 2, learningRate: 0 });
    expect((await step(still)).metrics['update/kl_penalty']).toBe(0);
  });

  test('to the junior is the mean of k3 over senior tokens', async () => {
    const { metrics, rewarded } = await step(tinyConfig({ kl: 'junior' }));
    let sum = 0;
    for (const { authors, senior, junior } of rewarded) {
      authors.forEach((bit, t) => {
        const x = at(junior.logprobs, t) - at(senior.logprobs, t);
        sum += bit * (Math.exp(x) - x - 1);
      });
    }
    expect(sum).toBeGreaterThan(0);
    expect(metrics['update/kl_penalty']).toBeCloseTo(sum / seniorTokens(rewarded), 9);
  });

  test('is reported only where there is one', async () => {
    expect((await step(tinyConfig())).metrics).not.toHaveProperty('update/kl_penalty');
  });
});

describe('without advantages', () => {
  const alone = { advantage: 'none', seniorProbability: 1 } as const;
  const none = [0, 0, 0, 0];

  test.each(['clip', 'gspo', 'gmpo', 'cispo', 'sapo', 'reinforce'] as const)(
    'and a KL penalty, %s is on-policy distillation: the log-ratio to the junior is the gradient',
    async (loss) => {
      const penalty = { kl: 'junior', klEstimator: 'k3+', klWeight: 0.5 } as const;
      const config = tinyConfig({ ...alone, ...penalty, loss, normalizer: 'all-tokens' });
      const { updates, rewarded, before, pair } = await step(config, undefined, none);
      const tokens = rewarded.reduce((sum, row) => sum + row.tokens.length, 0);
      at(updates, 0).forEach(({ gradients }, i) => {
        const { senior, junior } = at(rewarded, i);
        const ratios = Array.from(senior.logprobs, (own, t) => own - at(junior.logprobs, t));
        expect([...gradients]).toEqual(ratios.map((x) => expect.closeTo((0.5 * x) / tokens, 12)));
      });
      expect(await engine.weights(pair.senior)).not.toEqual(before);
    },
  );

  test('and without a penalty no weight changes', async () => {
    const { updates, optimizer } = await step(tinyConfig(alone), undefined, none);
    expect(updates).toEqual([]);
    expect(optimizer.steps).toBe(0);
  });
});

test('the learning rate warms up over optimizer steps', async () => {
  const config = tinyConfig({
    loss: 'reinforce',
    seniorProbability: 1,
    warmupSteps: 5,
    learningRate: 0.01,
    minibatches: 2,
  });
  const pair = await tinyPair(engine);
  const rewarded = await writtenBy(pair, config);
  const rates: (number | undefined)[] = [];
  let optimizer = newOptimizer();
  for (let i = 0; i < 4; i++) {
    const done = await update({ engine, pair, config }, rowsOf(rewarded), optimizer);
    optimizer = done.optimizer;
    rates.push(done.metrics['update/learning_rate']);
  }
  expect(optimizer.steps).toBe(8);
  expect(rates).toEqual([0.004, 0.008, 0.01, 0.01].map((rate) => expect.closeTo(rate, 12)));
});

/** The junior asks one of three things; the senior has to give the answer that belongs to it. */
const [BOS, EOS, QUESTIONS, VOCABULARY] = [1, 2, [3, 4, 5], 9];
const isRight = ([question = 0, answer, ...more]: Int32Array) =>
  answer === question + 3 && more.length === 0;

function questioner(): number[][] {
  const asks = Array.from({ length: VOCABULARY }, (_, id) => (QUESTIONS.includes(id) ? 1 : 0));
  return [asks, asks, asks];
}

async function learn(loss: RunConfig['loss'], seed: number): Promise<number[]> {
  const exact = tabularEngine();
  const size = { vocabSize: VOCABULARY, contextLength: 3 };
  const flat = Array.from({ length: VOCABULARY }, () => new Array<number>(VOCABULARY).fill(1));
  const blank = tabularCheckpoint({ ...size, bigram: flat });
  const pair: Pair = {
    senior: await exact.load(blank),
    junior: await exact.load(tabularCheckpoint({ ...size, position: questioner() })),
    secondJunior: null,
    initial: await exact.load(blank),
    tokenizer: TOKENIZER,
    checkpoint: blank,
  };
  const config = { ...DEFAULTS, loss, seed, learningRate: 0.15, minibatches: 2, maxNewTokens: 2 };
  const means: number[] = [];
  let optimizer = newOptimizer();
  for (let step = 1; step <= 40; step++) {
    const rows = Array.from({ length: 64 }, (_, sequence) => rowOf([BOS], sequence));
    const request = requestOf(rows, {
      schedule: {
        kind: 'chunk',
        seniorProbability: 0.5,
        maxGap: 32,
        chunkSize: 1,
        start: 'junior',
        boundary: new Uint8Array(VOCABULARY).fill(1),
      },
      sampling: samplingOf(config),
      seed,
      step,
      eosId: EOS,
    });
    const rollouts = await exact.generate(pair.senior, pair.junior, request);
    const rewarded = rollouts.map((row, i) => ({
      ...row,
      group: Math.floor(i / 8),
      text: '',
      reward: isRight(row.tokens) ? 1 : 0,
    }));
    means.push(rewarded.reduce((sum, row) => sum + row.reward, 0) / rewarded.length);
    const setup = { engine: exact, pair, config };
    const done = await update(setup, rowsOf(rewarded, advantage(rewarded, config)), optimizer);
    optimizer = done.optimizer;
  }
  return means;
}

describe.each(['clip', 'reinforce', 'gspo', 'gmpo', 'cispo', 'sapo'] as const)('%s', (loss) => {
  test.each([1, 2, 3])('learns to answer the junior, seed %d', async (seed) => {
    const means = await learn(loss, seed);
    const mean = (part: readonly number[]) => part.reduce((a, b) => a + b, 0) / part.length;
    expect(mean(means.slice(0, 2))).toBeLessThan(0.4);
    expect(mean(means.slice(-5))).toBeGreaterThan(0.95);
  });
});
