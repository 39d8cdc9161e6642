// The tests for any engine, on tfjs-wasm; and that no tensor is left behind.
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { OPTIMIZER, testEngine, weighted } from '../../../test/fixtures/any-engine.ts';
import { engineFor, smallCheckpoint, smallRequest } from '../../../test/fixtures/tiny.ts';
import '../engine.fixture.ts';

testEngine('tfjs-wasm');

test('no tensor is left behind', async () => {
  const engine = await engineFor('tfjs-wasm');
  const models = [await engine.load(smallCheckpoint(1)), await engine.load(smallCheckpoint(4))];
  const step = async (i: number) => {
    const partner = i % 5 === 0 ? models[0] : models[1];
    const rollouts = await engine.generate(models[0], partner, smallRequest({ step: i }));
    await engine.score(models[0], weighted(rollouts), { temperature: 1, against: models[1] });
    await engine.update(models[0], weighted(rollouts), 1, OPTIMIZER);
    const moments = (await engine.moments(models[0])) ?? undefined;
    await engine.assign(models[1], await engine.weights(models[0]), moments);
  };
  const { numTensors, numBytes } = tf.memory();
  for (let i = 0; i < 20; i++) await step(i);
  expect(tf.memory()).toMatchObject({ numTensors, numBytes });
  const { weights, ...rest } = smallCheckpoint(1);
  const overflow = { shape: [16], data: new Float32Array(16).fill(3e38) };
  const broken = await engine.load({
    ...rest,
    weights: new Map(weights).set('model.norm.weight', overflow),
  });
  await expect(engine.generate(broken, broken, smallRequest())).rejects.toThrow('sum to NaN');
  await engine.dispose(broken);
  expect(tf.memory().numTensors).toBe(numTensors);
  const held = 2 * models[0].config.layers;
  for (const model of models) await engine.dispose(model);
  expect(tf.memory().numTensors).toBeLessThan(numTensors - held);
});
