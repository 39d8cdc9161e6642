// The update of all that learn: a frozen junior stays, one that learns does so from its own tokens.

import { expect, test } from 'vitest';
import { engineFor, TOKENIZER, tinyConfig, tinyPair } from '../../test/fixtures/tiny.ts';
import { at } from '../at.ts';
import type { RunConfig } from '../config/fields.ts';
import type { Engine, Model, WeightedSequence } from '../engine/engine.ts';
import { BEGINNING } from '../run/progress.ts';
import { partnerOf } from '../tandem/partner.ts';
import { TASKS } from '../tasks/index.ts';
import { problemsAt } from './problems.ts';
import { reward } from './reward.ts';
import { rollout } from './rollout.ts';
import { newOptimizers, updatePair } from './update-pair.ts';
import { updateRows } from './update-rows.ts';

const { arithmetic } = TASKS;

const ADVANTAGES = [1, -0.5, 0.25, -1];

async function step(changes: Partial<RunConfig>, secondJunior: number | null = null) {
  const engine = await engineFor('native-wasm');
  const config = tinyConfig({ maxNewTokens: 16, ...changes });
  const pair = await tinyPair(engine, 2, secondJunior);
  const updates: { readonly model: Model; readonly batch: readonly WeightedSequence[] }[] = [];
  const spied: Engine = {
    ...engine,
    update: (model, batch, ...rest) => {
      updates.push({ model, batch });
      return engine.update(model, batch, ...rest);
    },
  };
  const problems = problemsAt(arithmetic, config, 1);
  const rollouts = await rollout(engine, pair, config, { step: 1, problems });
  const rewarded = reward(arithmetic, problems, rollouts, TOKENIZER);
  const authors = rewarded.map((row) => row.authors);
  const rows = updateRows(rewarded, ADVANTAGES, authors);
  const setup = { engine: spied, pair, config };
  const result = await updatePair(setup, rows, 1, newOptimizers(BEGINNING));
  const weights = {
    senior: await engine.weights(pair.senior),
    junior: await engine.weights(pair.junior),
  };
  return { ...result, engine, pair, config, rewarded, updates, weights };
}

test('a frozen junior costs no update and keeps its weights', async () => {
  const { updates, pair, engine, weights, optimizers } = await step({});
  expect(updates.map(({ model }) => model)).toEqual([pair.senior]);
  expect(optimizers).toEqual({ senior: { steps: 1 }, junior: { steps: 0 } });
  expect(await engine.moments(pair.junior)).toBeNull();
  const fresh = await tinyPair(engine);
  expect(weights.junior).toEqual(await engine.weights(fresh.junior));
});

test('one that learns does so from its own tokens, and the senior as before', async () => {
  const alone = await step({});
  const both = await step({ juniorLearns: true });
  expect(both.weights.senior).toEqual(alone.weights.senior);
  expect(both.metrics).toEqual(alone.metrics);
  expect(both.warnings).toEqual([]);
  expect(both.optimizers).toEqual({ senior: { steps: 1 }, junior: { steps: 1 } });
  expect(both.weights.junior).not.toEqual(alone.weights.junior);
  const { model, batch } = at(both.updates, 1);
  expect(model).toBe(both.pair.junior);
  batch.forEach(({ gradients }, i) => {
    const { authors } = at(both.rewarded, i);
    gradients.forEach((gradient, t) => {
      // One that writes against its advantage has a gradient of the other sign.
      expect(Math.sign(gradient)).toBe(authors[t] === 1 ? 0 : -Math.sign(at(ADVANTAGES, i)));
    });
  });
});

test('penalty and partner’s weight are the senior’s; several minibatches are each of both', async () => {
  const plain = await step({ juniorLearns: true });
  const settings = { kl: 'initial', klWeight: 1, juniorWeight: 1 } as const;
  const other = await step({ juniorLearns: true, ...settings });
  expect(other.weights.senior).not.toEqual(plain.weights.senior);
  expect(other.weights.junior).toEqual(plain.weights.junior);
  const twice = await step({ juniorLearns: true, epochs: 2 });
  expect(twice.optimizers).toEqual({ senior: { steps: 2 }, junior: { steps: 2 } });
});

test('alone the senior leaves the junior nothing to learn from', async () => {
  const { updates, pair } = await step({ juniorLearns: true, seniorProbability: 1 });
  expect(updates.map(({ model }) => model)).toEqual([pair.senior]);
});

test('of two juniors the first learns, from the groups it wrote', async () => {
  const settings = { juniorLearns: true, secondJunior: 'able-junior' } as const;
  for (const seed of [1, 2, 3, 4, 5]) {
    const { updates, config, pair } = await step({ ...settings, seed }, 3);
    const own = [0, 1].filter((group) => partnerOf(config, 1, group) === 'junior');
    const juniors = updates.filter(({ model }) => model === pair.junior);
    expect(juniors.map(({ batch }) => batch.length)).toEqual(
      own.length === 0 ? [] : [2 * own.length],
    );
  }
});
