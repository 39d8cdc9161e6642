// Fresh weights: the shapes of the config, the deviations promised, the same for the same seed.
import { expect, test } from 'vitest';
import { TINY } from '../../test/fixtures/tiny.ts';
import { at } from '../at.ts';
import type { ModelConfig } from '../checkpoint/checkpoint.ts';
import { expectedShapes } from '../checkpoint/shapes.ts';
import { initialWeights } from './init.ts';

const CONFIG: ModelConfig = {
  ...TINY,
  modelType: 'qwen3',
  hiddenSize: 64,
  intermediateSize: 96,
  layers: 2,
  headDim: 16,
  heads: 4,
  tied: false,
};

test('the same seed gives the same weights, another seed others', () => {
  expect(initialWeights(CONFIG, 3)).toEqual(initialWeights(CONFIG, 3));
  expect(initialWeights(CONFIG, 4)).not.toEqual(initialWeights(CONFIG, 3));
});

test('names and shapes are those of the config', () => {
  const weights = initialWeights(CONFIG, 3);
  expect(new Map([...weights].map(([name, { shape }]) => [name, shape]))).toEqual(
    expectedShapes(CONFIG),
  );
});

test('a weight does not depend on the sizes of others', () => {
  const name = 'model.embed_tokens.weight';
  const wider = initialWeights({ ...CONFIG, intermediateSize: 100 }, 3);
  expect(wider.get(name)).toEqual(initialWeights(CONFIG, 3).get(name));
});

test('norms are 1, the rest normal with the promised deviation', () => {
  for (const [name, { shape, data }] of initialWeights(CONFIG, 3)) {
    if (name.includes('norm')) {
      expect([...data]).toEqual(new Array(data.length).fill(1));
      continue;
    }
    const residual = name.includes('o_proj') || name.includes('down_proj') ? 2 : 1;
    const expected = name.includes('embed') ? 0.05 : 1 / (Math.sqrt(at(shape, 1)) * residual);
    const mean = data.reduce((sum, x) => sum + x, 0) / data.length;
    const deviation = Math.sqrt(data.reduce((sum, x) => sum + (x - mean) ** 2, 0) / data.length);
    const error = 1 / Math.sqrt(data.length);
    expect(Math.abs(mean / expected), name).toBeLessThan(4 * error);
    expect(Math.abs(deviation / expected - 1), name).toBeLessThan(4 * error);
  }
});
