// Reading and writing whole folders: read.ts and write.ts are each other's inverse.

import { expect, test } from 'vitest';
import { GOLDEN_MODELS, goldenFolder, readFromDisk } from '../../test/fixtures/golden.ts';
import { FormatError } from '../format-error.ts';
import { parseJson } from '../json.ts';
import { trainBpe } from '../tokenizer/bpe.ts';
import { createTokenizer } from '../tokenizer/tokenizer.ts';
import type { Checkpoint, ModelConfig, Weight } from './checkpoint.ts';
import { readCheckpoint } from './read.ts';
import { writeSafetensors } from './safetensors.ts';
import { expectedShapes } from './shapes.ts';
import { checkpointFiles } from './write.ts';

const TOKENIZER = trainBpe([' 5 plus 3 is 8\n', ' 5 minus 3 is 2\n#### 2'], { merges: 12 });
const CONFIG: ModelConfig = {
  modelType: 'qwen3',
  vocabSize: createTokenizer(TOKENIZER).vocabulary.length,
  hiddenSize: 4,
  intermediateSize: 6,
  layers: 1,
  heads: 2,
  kvHeads: 1,
  headDim: 2,
  contextLength: 64,
  ropeTheta: 5000,
  rmsNormEps: 1e-6,
  tied: true,
};

/** Weights of any config; every number is exact in f16 and bf16. */
function weightsOf(config: ModelConfig): Map<string, Weight> {
  const weights = new Map<string, Weight>();
  for (const [name, shape] of expectedShapes(config)) {
    const length = shape.reduce((product, size) => product * size, 1);
    const data = Float32Array.from({ length }, (_, i) => ((i + weights.size) % 33) / 16 - 1);
    weights.set(name, { shape, data });
  }
  return weights;
}

const CHECKPOINT: Checkpoint = {
  config: CONFIG,
  weights: weightsOf(CONFIG),
  tokenizer: TOKENIZER,
};

/** Reads files held in memory as the folder 'm'. */
function readFiles(files: ReadonlyMap<string, Uint8Array>): Promise<Checkpoint> {
  return readCheckpoint(async (path) => files.get(path.replace(/^m\//, '')) ?? null, 'm');
}

/** The files of the checkpoint with one replaced by other JSON or bytes, or by none. */
function withFile(name: string, content: unknown): Map<string, Uint8Array> {
  const files = checkpointFiles(CHECKPOINT, { dtype: 'F32' });
  if (content === null) files.delete(name);
  else if (content instanceof Uint8Array) files.set(name, content);
  else files.set(name, new TextEncoder().encode(JSON.stringify(content)));
  return files;
}

function json(files: ReadonlyMap<string, Uint8Array>, name: string): unknown {
  return parseJson(files.get(name) ?? new Uint8Array(), name);
}

test.each(GOLDEN_MODELS)('%s is read, and written and read again without change', async (model) => {
  const checkpoint = await readCheckpoint(readFromDisk, goldenFolder(model));
  expect(checkpoint.tokenizer).toBeNull();
  expect(checkpoint.weights.size).toBe(expectedShapes(checkpoint.config).size);
  const files = checkpointFiles(checkpoint, { dtype: 'F32' });
  expect([...files.keys()]).toEqual(['config.json', 'model.safetensors', 'generation_config.json']);
  expect(await readFiles(files)).toEqual(checkpoint);
});

test.each(GOLDEN_MODELS)(
  'the weights of %s are written to the bytes they came from',
  async (model) => {
    const folder = goldenFolder(model);
    const { weights } = await readCheckpoint(readFromDisk, folder);
    const original = await readFromDisk(`${folder}/model.safetensors`);
    expect(Buffer.from(writeSafetensors(weights, 'F32')).equals(original ?? Buffer.alloc(0))).toBe(
      true,
    );
  },
);

test.each(['F32', 'F16', 'BF16'] as const)(
  'a checkpoint survives a folder in %s',
  async (dtype) => {
    const files = checkpointFiles(CHECKPOINT, { dtype });
    expect(await readFiles(files)).toEqual(CHECKPOINT);
    expect(checkpointFiles(CHECKPOINT, { dtype })).toEqual(files);
  },
);

test('the folder names special tokens, dtype and word boundaries', () => {
  const files = checkpointFiles(CHECKPOINT, { dtype: 'BF16' });
  expect(json(files, 'config.json')).toMatchObject({
    architectures: ['Qwen3ForCausalLM'],
    dtype: 'bfloat16',
    pad_token_id: 0,
    bos_token_id: 1,
    eos_token_id: 2,
  });
  expect(json(files, 'tokenizer_config.json')).toMatchObject({
    tokenizer_class: 'PreTrainedTokenizerFast',
    eos_token: '<eos>',
    model_max_length: 64,
  });
  const { vocabulary } = createTokenizer(TOKENIZER);
  const spaced = vocabulary.filter((token) => token.startsWith('Ġ'));
  expect(json(files, 'boundaries.json')).toMatchObject({
    vocabulary: vocabulary.length,
    ids: spaced.map((token) => vocabulary.indexOf(token)),
    surfaces: spaced.map((token) => token.replace('Ġ', ' ')),
  });
});

/** model.safetensors of the checkpoint with tensors changed; null takes one out. */
function weightsFile(changes: Record<string, Weight | null>): Uint8Array {
  const weights = new Map(CHECKPOINT.weights);
  for (const [name, weight] of Object.entries(changes)) {
    if (weight) weights.set(name, weight);
    else weights.delete(name);
  }
  return writeSafetensors(weights, 'F32');
}

const EMBEDDING = CHECKPOINT.weights.get('model.embed_tokens.weight') ?? {
  shape: [],
  data: new Float32Array(1),
};
const ONE: Weight = { shape: [1], data: Float32Array.of(1) };

test('a tied output projection equal to the embedding and rotary frequencies are left out', async () => {
  const bytes = weightsFile({
    'lm_head.weight': EMBEDDING,
    'model.layers.0.self_attn.rotary_emb.inv_freq': ONE,
  });
  expect(await readFiles(withFile('model.safetensors', bytes))).toEqual(CHECKPOINT);
});

const config = json(checkpointFiles(CHECKPOINT, { dtype: 'F32' }), 'config.json');
const changed = (fields: object) => Object.assign({}, config, fields);

test.each([
  ['config.json', null, 'm: config.json is absent'],
  ['model.safetensors', null, 'm: model.safetensors is absent'],
  ['config.json', new Uint8Array([123]), 'm: config.json is not UTF-8 JSON'],
  ['config.json', changed({ model_type: 'bert' }), 'm: config.json: model_type is "bert"'],
  ['tokenizer.json', [1], 'm: tokenizer.json is [1]; allowed: a JSON object.'],
  ['tokenizer.json', { a: 1 }, 'm: tokenizer.json: model is absent'],
  [
    'tokenizer.json',
    trainBpe(['ab'], { merges: 0 }),
    `m: tokenizer.json has 5 tokens, but vocab_size in config.json is ${CONFIG.vocabSize}; they must be equal.`,
  ],
  [
    'config.json',
    changed({ eos_token_id: 7 }),
    'eos_token_id is 7; allowed: 2, the id in tokenizer',
  ],
  [
    'model.safetensors',
    weightsFile({ 'model.norm.weight': null }),
    'm: model.safetensors: tensor "model.norm.weight" is absent; it should have shape [4].',
  ],
  [
    'model.safetensors',
    weightsFile({ 'model.norm.weight': ONE }),
    'tensor "model.norm.weight" has shape [1]; allowed: [4].',
  ],
  ['model.safetensors', weightsFile({ 'x.bias': ONE }), 'tensor "x.bias" is not expected; allowed'],
  [
    'model.safetensors',
    weightsFile({ 'lm_head.weight': { ...EMBEDDING, data: EMBEDDING.data.map((x) => x + 1) } }),
    'tensor "lm_head.weight" is not expected; allowed: none, or one equal to',
  ],
])('a folder whose %s is wrong is an error: %#', async (name, content, message) => {
  const reading = readFiles(withFile(name, content));
  await expect(reading).rejects.toThrow(message);
  await expect(reading).rejects.toBeInstanceOf(FormatError);
});

test('a folder without tokenizer.json is read', async () => {
  expect((await readFiles(withFile('tokenizer.json', null))).tokenizer).toBeNull();
});

test('weights that do not fit the config are not written', () => {
  const bad = { ...CHECKPOINT, config: { ...CONFIG, layers: 2 } };
  expect(() => checkpointFiles(bad, { dtype: 'F32' })).toThrow('"model.layers.1.');
});
