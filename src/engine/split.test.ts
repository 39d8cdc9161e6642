// Rollouts, scores, updates and weights are the same bits with none, one, two and three workers.
import { expect, test, vi } from 'vitest';
import { OPTIMIZER, sequencesOf, weighted } from '../../test/fixtures/any-engine.ts';
import { engineFor, smallCheckpoint, smallRequest } from '../../test/fixtures/tiny.ts';
import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import { type Engine, EngineError } from './engine.ts';
import { nativeWasmEngine } from './native/engine.ts';
import { type RolloutEngine, splitEngine } from './split.ts';
import { tabularEngine } from './tabular/engine.ts';
import { tabularCheckpoint } from './tabular/table.ts';

// Engines of this process take the place of those of workers.

vi.setConfig({ testTimeout: 60_000 });

const table = (seed: number): Checkpoint => {
  const bigram = Array.from({ length: 12 }, (_, i) => {
    const row = Array.from({ length: 12 }, (_, j) => 1 + ((7 * i + 5 * j + seed) % 11));
    const total = row.reduce((a, b) => a + b, 0);
    return row.map((value) => value / total);
  });
  return tabularCheckpoint({ bigram, vocabSize: 12, contextLength: 64 });
};

interface Kind {
  readonly start: () => Promise<Engine>;
  readonly checkpoint: (seed: number) => Checkpoint;
}

const KINDS: readonly (readonly [string, Kind])[] = [
  ['tabular', { start: async () => tabularEngine(), checkpoint: table }],
  [
    'native-wasm',
    { start: () => nativeWasmEngine({ reason: 'Under test.' }), checkpoint: smallCheckpoint },
  ],
  // One engine for all: tfjs holds one backend, and each copy of a model has its own handle.
  ['tfjs-wasm', { start: () => engineFor('tfjs-wasm'), checkpoint: smallCheckpoint }],
];

/** Two steps on an engine: all that comes out of it. */
async function run(engine: Engine, checkpoint: Kind['checkpoint']) {
  const senior = await engine.load(checkpoint(1));
  const junior = await engine.load(checkpoint(2));
  const results: unknown[] = [];
  for (const step of [1, 2]) {
    const rollouts = await engine.generate(senior, junior, smallRequest({ step }));
    const sequences = sequencesOf(rollouts);
    const against = await engine.score(senior, sequences, { temperature: 1, against: junior });
    const alone = await engine.score(junior, sequences, { temperature: 0.7, against: null });
    const report = await engine.update(senior, weighted(rollouts), 1, OPTIMIZER);
    results.push(rollouts, against, alone, report);
  }
  results.push(await engine.weights(senior), await engine.moments(senior));
  for (const model of [senior, junior]) await engine.dispose(model);
  return results;
}

test.each(KINDS)('%s: any number of workers gives the same bits', async (_, kind) => {
  const results = [];
  for (const count of [0, 1, 2, 3]) {
    const others = await Promise.all(Array.from({ length: count }, kind.start));
    results.push(await run(splitEngine(await kind.start(), others), kind.checkpoint));
  }
  for (const other of results.slice(1)) expect(other).toEqual(results[0]);
});

test('an update of an engine on its own is that of the split one', async () => {
  const weightsBy = async (engine: Engine) => {
    const senior = await engine.load(smallCheckpoint(1));
    const rollouts = await engine.generate(senior, senior, smallRequest());
    const report = await engine.update(senior, weighted(rollouts), 1, OPTIMIZER);
    return [report, await engine.weights(senior)];
  };
  const start = () => nativeWasmEngine({ reason: 'Under test.' });
  const split = splitEngine(await start(), [await start()]);
  expect(await weightsBy(split)).toEqual(await weightsBy(await start()));
});

/** An engine in a worker, recognised by what it was asked. */
function spied(engine: Engine) {
  const asked: string[] = [];
  const note = <A extends readonly unknown[], R>(name: string, call: (...args: A) => R) => {
    return (...args: A): R => {
      asked.push(name);
      return call(...args);
    };
  };
  const other: RolloutEngine = {
    load: note('load', engine.load),
    generate: note('generate', engine.generate),
    score: note('score', engine.score),
    gradients: note('gradients', engine.gradients),
    assign: note('assign', engine.assign),
    dispose: note('dispose', engine.dispose),
  };
  return { other, asked };
}

const BATCH = [3, 4, 5, 6].map((id) => ({
  prompt: [id],
  tokens: [id + 1, 1],
  gradients: Float64Array.of(-1, 0.5),
}));

test('weights are sent once after an update, and only when others need them', async () => {
  const { other, asked } = spied(tabularEngine());
  const engine = splitEngine(tabularEngine(), [other]);
  const model = await engine.load(table(1));
  await engine.update(model, BATCH, 1, OPTIMIZER);
  expect(asked).toEqual(['load', 'gradients', 'gradients']);
  await engine.score(model, BATCH, { temperature: 1, against: model });
  await engine.generate(model, model, smallRequest());
  expect(asked.slice(3)).toEqual(['assign', 'score', 'score', 'generate']);
});

test('where one device does all, others only write rollouts', async () => {
  const { other, asked } = spied(tabularEngine());
  const own = tabularEngine();
  const update = vi.fn(own.update);
  const engine = splitEngine({ ...own, shares: { scores: false, updates: false }, update }, [
    other,
  ]);
  const model = await engine.load(table(1));
  await engine.update(model, BATCH, 1, OPTIMIZER);
  await engine.score(model, BATCH, { temperature: 1, against: null });
  await engine.generate(model, model, smallRequest());
  expect(asked).toEqual(['load', 'assign', 'generate']);
  expect(update.mock.calls.map(([, batch]) => batch)).toEqual([BATCH]);
});

test('a worker that fails rejects the update; weights and moments are as before', async () => {
  const dead: RolloutEngine = {
    ...tabularEngine(),
    gradients: () => Promise.reject(new EngineError('rollout worker 1 has died')),
  };
  const engine = splitEngine(tabularEngine(), [dead]);
  const model = await engine.load(table(1));
  const before = await engine.weights(model);
  await expect(engine.update(model, BATCH, 1, OPTIMIZER)).rejects.toThrow(
    new EngineError('rollout worker 1 has died'),
  );
  expect(await engine.weights(model)).toEqual(before);
  expect(await engine.moments(model)).toBeNull();
});
