// The tests for any engine, on tfjs-wasm; and that no tensor is left behind.

import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { OPTIMIZER, testEngine, weighted } from '../../../test/fixtures/any-engine.ts';
import { engineFor, smallCheckpoint, smallRequest } from '../../../test/fixtures/tiny.ts';
import '../engine.fixture.ts';

testEngine('tfjs-wasm');

test('no tensor is left behind', async () => {
  const engine = await engineFor('tfjs-wasm');
  const model = await engine.load(smallCheckpoint(1));
  const other = await engine.load(smallCheckpoint(4));
  const step = async (i: number) => {
    const partner = i % 5 === 0 ? model : other;
    const rollouts = await engine.generate(model, partner, smallRequest({ step: i }));
    await engine.score(model, weighted(rollouts), { temperature: 1, against: other });
    await engine.update(model, weighted(rollouts), 1, OPTIMIZER);
    const moments = (await engine.moments(model)) ?? undefined;
    await engine.assign(other, await engine.weights(model), moments);
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
  const held = 2 * model.config.layers;
  for (const one of [model, other]) await engine.dispose(one);
  expect(tf.memory().numTensors).toBeLessThan(numTensors - held);
});
