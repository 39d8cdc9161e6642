// config.json: round trips, defaults of transformers, every variant refused.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FormatError } from '../format-error.ts';
import type { ModelConfig } from './checkpoint.ts';
import { formatModelConfig, parseModelConfig, parseSpecialIds } from './config.ts';
import { isModelType, MODEL_TYPES } from './model-types.ts';

const LLAMA = {
  model_type: 'llama',
  vocab_size: 133,
  hidden_size: 64,
  intermediate_size: 128,
  num_hidden_layers: 2,
  num_attention_heads: 4,
  max_position_embeddings: 96,
  rms_norm_eps: 1e-5,
};

const size = fc.integer({ min: 1, max: 1000 });
const config: fc.Arbitrary<ModelConfig> = fc
  .record({
    modelType: fc.constantFrom(...Object.keys(MODEL_TYPES).filter(isModelType)),
    vocabSize: size,
    hiddenSize: size,
    intermediateSize: size,
    layers: fc.integer({ min: 1, max: 9 }),
    kvHeads: fc.integer({ min: 1, max: 4 }),
    heads: fc.integer({ min: 1, max: 4 }),
    headDim: size,
    contextLength: size,
    ropeTheta: fc.double({ min: 1, max: 1e6, noNaN: true }),
    rmsNormEps: fc.double({ min: 1e-9, max: 1, noNaN: true }),
    tied: fc.boolean(),
  })
  .map((c) => ({ ...c, heads: c.heads * c.kvHeads, headDim: c.headDim * 2 }));
const id = fc.option(fc.integer({ min: 0, max: 999 }));
const ids = fc.record({ padId: id, bosId: id, eosId: id });

test('a config and its ids survive the way through JSON', () => {
  fc.assert(
    fc.property(config, ids, (model, special) => {
      const json: unknown = JSON.parse(JSON.stringify(formatModelConfig(model, special)));
      expect(parseModelConfig(json, 'c')).toEqual(model);
      expect(parseSpecialIds(json, 'c')).toEqual(special);
    }),
  );
});

test('what config.json leaves out is as in transformers', () => {
  expect(parseModelConfig(LLAMA, 'c')).toEqual({
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
    tied: false,
  });
  expect(parseModelConfig({ ...LLAMA, model_type: 'qwen3' }, 'c').headDim).toBe(128);
});

test.each([
  { rope_theta: 5e5 },
  { rope_parameters: { rope_theta: 5e5, rope_type: 'default' } },
  { rope_theta: 5e5, rope_parameters: { rope_theta: 5e5 } },
  { rope_theta: 5e5, rope_scaling: null },
])('rope_theta is found in %j', (fields) => {
  expect(parseModelConfig({ ...LLAMA, ...fields }, 'c').ropeTheta).toBe(5e5);
});

test.each([
  [{ model_type: 'gpt2' }, 'c: model_type is "gpt2"; allowed: "llama", "qwen3".'],
  [{ model_type: undefined }, 'c: model_type is absent'],
  [{ vocab_size: 0 }, 'c: vocab_size is 0; allowed: integers from 1.'],
  [{ hidden_size: 'big' }, 'c: hidden_size is "big"; allowed: integers from 1.'],
  [{ hidden_size: 66 }, 'c: head_dim is 16.5 (hidden_size / heads); allowed: integers from 1.'],
  [{ head_dim: 15 }, 'c: head_dim is 15; allowed: even numbers'],
  [{ num_key_value_heads: 3 }, 'c: num_key_value_heads is 3; allowed: divisors of'],
  [{ max_position_embeddings: undefined }, 'c: max_position_embeddings is absent'],
  [{ rms_norm_eps: 0 }, 'c: rms_norm_eps is 0; allowed: numbers above 0.'],
  [{ rope_theta: -1 }, 'c: rope_theta is -1; allowed: numbers above 0.'],
  [{ rope_theta: 1, rope_parameters: { rope_theta: 2 } }, 'c: rope_theta is 1, but'],
  [{ tie_word_embeddings: 'yes' }, 'c: tie_word_embeddings is "yes"; allowed: true, false.'],
  [{ attention_bias: true }, 'c: attention_bias is true; allowed: false.'],
  [{ mlp_bias: true }, 'c: mlp_bias is true; allowed: false.'],
  [{ use_sliding_window: true }, 'c: use_sliding_window is true; allowed: false.'],
  [{ layer_types: ['sliding_attention'] }, 'c: layer_types is ["sliding_attention"]; allowed'],
  [{ hidden_act: 'gelu' }, 'c: hidden_act is "gelu"; allowed: "silu".'],
  [
    { rope_scaling: { type: 'linear', factor: 2 } },
    'c: rope_scaling.rope_type is "linear"; allowed',
  ],
  [{ rope_parameters: { rope_type: 'yarn' } }, 'c: rope_parameters.rope_type is "yarn"; allowed'],
  [
    { rope_parameters: { partial_rotary_factor: 0.5 } },
    'partial_rotary_factor is 0.5; allowed: 1.',
  ],
])('%j is an error', (fields, message) => {
  const bad = { ...LLAMA, ...fields };
  expect(() => parseModelConfig(bad, 'c')).toThrow(message);
  expect(() => parseModelConfig(bad, 'c')).toThrow(FormatError);
});

test('a config that is no object is an error', () => {
  expect(() => parseModelConfig([], 'c')).toThrow('c is []; allowed: a JSON object.');
});

test('a special id that is no integer is an error', () => {
  const bad = { ...LLAMA, eos_token_id: [2, 3] };
  expect(() => parseSpecialIds(bad, 'c')).toThrow('c: eos_token_id is [2,3]; allowed');
});
