// Parameter names, shapes and counts against files that transformers wrote.
import { expect, test } from 'vitest';
import { GOLDEN_MODELS, goldenFolder, readFromDisk } from '../../test/fixtures/golden.ts';
import { parseJson } from '../json.ts';
import type { ModelConfig } from './checkpoint.ts';
import { parseModelConfig } from './config.ts';
import { readSafetensors } from './safetensors.ts';
import { expectedShapes, parameterCount } from './shapes.ts';

test.each(GOLDEN_MODELS)(
  'names, shapes and count are those transformers gave %s',
  async (model) => {
    const read = async (file: string) =>
      (await readFromDisk(`${goldenFolder(model)}/${file}`)) ?? new Uint8Array();
    const config = parseModelConfig(parseJson(await read('config.json'), 'c'), 'c');
    const weights = readSafetensors(await read('model.safetensors'), 'w');
    const shapes = new Map([...weights].map(([name, { shape }]) => [name, shape]));
    expect(expectedShapes(config)).toEqual(shapes);
    const count = [...weights.values()].reduce((total, { data }) => total + data.length, 0);
    expect(parameterCount(config)).toBe(count);
  },
);

test('a tied model of 133 tokens, width 64, two layers and hidden 128 has 90,752 parameters', () => {
  const config: ModelConfig = {
    modelType: 'llama',
    vocabSize: 133,
    hiddenSize: 64,
    intermediateSize: 128,
    layers: 2,
    heads: 4,
    kvHeads: 4,
    headDim: 16,
    contextLength: 96,
    ropeTheta: 10000,
    rmsNormEps: 1e-5,
    tied: true,
  };
  const layer = 4 * 64 * 64 + 3 * 64 * 128 + 2 * 64;
  expect(parameterCount(config)).toBe(90_752);
  expect(parameterCount({ ...config, tied: false })).toBe(2 * 133 * 64 + 2 * layer + 64);
});
