// Hugging Face's config.json to a ModelConfig and back; variants that no engine computes are refused.

import { FormatError } from '../format-error.ts';
import { expectObject, isJsonObject, type JsonObject, show } from '../json.ts';
import type { ModelConfig } from './checkpoint.ts';
import { isModelType, MODEL_TYPES, type ModelType } from './model-types.ts';
import type { Dtype } from './safetensors-header.ts';

/** Ids of the special tokens; null where a model names none. */
export interface SpecialIds {
  readonly padId: number | null;
  readonly bosId: number | null;
  readonly eosId: number | null;
}

const DEFAULT_ROPE_THETA = 10000;

/**
 * Reads config.json.
 * @param file name used in messages
 * @throws FormatError naming field, value and what is allowed
 */
export function parseModelConfig(json: unknown, file: string): ModelConfig {
  const fields = { json: expectObject(json, file), file };
  const modelType = parseModelType(fields);
  rejectVariants(fields, modelType);
  const hiddenSize = positive(fields, 'hidden_size');
  const heads = positive(fields, 'num_attention_heads');
  const config: ModelConfig = {
    modelType,
    vocabSize: positive(fields, 'vocab_size'),
    hiddenSize,
    intermediateSize: positive(fields, 'intermediate_size'),
    layers: positive(fields, 'num_hidden_layers'),
    heads,
    kvHeads: positive(fields, 'num_key_value_heads', heads),
    headDim: positive(fields, 'head_dim', MODEL_TYPES[modelType].defaultHeadDim(hiddenSize, heads)),
    contextLength: positive(fields, 'max_position_embeddings'),
    ropeTheta: parseRopeTheta(fields),
    rmsNormEps: positiveNumber(fields.json.rms_norm_eps, `${file}: rms_norm_eps`),
    tied: flag(fields, 'tie_word_embeddings'),
  };
  checkHeads(config, file);
  return config;
}

/** Special ids as config.json names them; absent and null are null. */
export function parseSpecialIds(json: unknown, file: string): SpecialIds {
  const fields = { json: expectObject(json, file), file };
  return {
    padId: tokenId(fields, 'pad_token_id'),
    bosId: tokenId(fields, 'bos_token_id'),
    eosId: tokenId(fields, 'eos_token_id'),
  };
}

interface Fields {
  readonly json: JsonObject;
  readonly file: string;
}

function parseModelType({ json, file }: Fields): ModelType {
  const { model_type } = json;
  if (isModelType(model_type)) return model_type;
  const allowed = Object.keys(MODEL_TYPES).map(show).join(', ');
  throw new FormatError(`${file}: model_type is ${show(model_type)}; allowed: ${allowed}.`);
}

/** A positive integer; `fallback` where the field is absent or null. */
function positive({ json, file }: Fields, key: string, fallback?: number): number {
  const value = json[key] ?? fallback;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value;
  const origin = json[key] == null && fallback !== undefined ? ' (hidden_size / heads)' : '';
  throw new FormatError(`${file}: ${key} is ${show(value)}${origin}; allowed: integers from 1.`);
}

function positiveNumber(value: unknown, what: string): number {
  if (typeof value === 'number' && Number.isFinite(value) && value > 0) return value;
  throw new FormatError(`${what} is ${show(value)}; allowed: numbers above 0.`);
}

/** True or false; absent is false. */
function flag({ json, file }: Fields, key: string): boolean {
  const value = json[key] ?? false;
  if (typeof value === 'boolean') return value;
  throw new FormatError(`${file}: ${key} is ${show(value)}; allowed: true, false.`);
}

function tokenId({ json, file }: Fields, key: string): number | null {
  const value = json[key] ?? null;
  if (value === null || (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0)) {
    return value;
  }
  throw new FormatError(`${file}: ${key} is ${show(value)}; allowed: an integer from 0, null.`);
}

/** Older files have rope_theta at the top, newer ones (transformers 5) in rope_parameters. */
function parseRopeTheta({ json, file }: Fields): number {
  const rope = isJsonObject(json.rope_parameters) ? json.rope_parameters : {};
  const inner = rope.rope_theta ?? undefined;
  const outer = json.rope_theta ?? undefined;
  if (inner !== undefined && outer !== undefined && inner !== outer) {
    throw new FormatError(
      `${file}: rope_theta is ${show(outer)}, but rope_parameters.rope_theta is ${show(inner)}; allowed: one value.`,
    );
  }
  return positiveNumber(inner ?? outer ?? DEFAULT_ROPE_THETA, `${file}: rope_theta`);
}

/** Throws for settings that would change the computation. */
function rejectVariants(fields: Fields, modelType: ModelType): void {
  const { json, file } = fields;
  for (const key of MODEL_TYPES[modelType].refused) {
    if (flag(fields, key)) throw new FormatError(`${file}: ${key} is true; allowed: false.`);
  }
  const act = json.hidden_act ?? 'silu';
  if (act !== 'silu') {
    throw new FormatError(`${file}: hidden_act is ${show(act)}; allowed: "silu".`);
  }
  const layers = json.layer_types ?? [];
  if (!Array.isArray(layers) || layers.some((type) => type !== 'full_attention')) {
    throw new FormatError(
      `${file}: layer_types is ${show(layers)}; allowed: "full_attention" for every layer.`,
    );
  }
  for (const key of ['rope_scaling', 'rope_parameters']) rejectRopeScaling(json[key], file, key);
  rejectPartialRotary(json.partial_rotary_factor, `${file}: partial_rotary_factor`);
}

function rejectRopeScaling(value: unknown, file: string, key: string): void {
  if (value == null) return;
  const rope = expectObject(value, `${file}: ${key}`);
  const type = rope.rope_type ?? rope.type ?? 'default';
  if (type !== 'default') {
    throw new FormatError(`${file}: ${key}.rope_type is ${show(type)}; allowed: "default".`);
  }
  rejectPartialRotary(rope.partial_rotary_factor, `${file}: ${key}.partial_rotary_factor`);
}

function rejectPartialRotary(value: unknown, what: string): void {
  if (value == null || value === 1) return;
  throw new FormatError(`${what} is ${show(value)}; allowed: 1.`);
}

function checkHeads({ heads, kvHeads, headDim }: ModelConfig, file: string): void {
  if (heads % kvHeads !== 0) {
    throw new FormatError(
      `${file}: num_key_value_heads is ${kvHeads}; allowed: divisors of num_attention_heads, ${heads}.`,
    );
  }
  if (headDim % 2 !== 0) {
    throw new FormatError(
      `${file}: head_dim is ${headDim}; allowed: even numbers, for rotary embeddings turn pairs.`,
    );
  }
}

const TORCH_DTYPES = { F32: 'float32', F16: 'float16', BF16: 'bfloat16' } as const;

/** The object of a config.json that transformers 4 and 5 read; `dtype` is that of the weights. */
export function formatModelConfig(config: ModelConfig, ids: SpecialIds, dtype: Dtype = 'F32') {
  const { architecture, ownFields } = MODEL_TYPES[config.modelType];
  return {
    architectures: [architecture],
    model_type: config.modelType,
    vocab_size: config.vocabSize,
    hidden_size: config.hiddenSize,
    intermediate_size: config.intermediateSize,
    num_hidden_layers: config.layers,
    num_attention_heads: config.heads,
    num_key_value_heads: config.kvHeads,
    head_dim: config.headDim,
    hidden_act: 'silu',
    max_position_embeddings: config.contextLength,
    rms_norm_eps: config.rmsNormEps,
    rope_theta: config.ropeTheta,
    rope_parameters: { rope_theta: config.ropeTheta, rope_type: 'default' },
    tie_word_embeddings: config.tied,
    attention_bias: false,
    attention_dropout: 0,
    initializer_range: 0.02,
    use_cache: true,
    pad_token_id: ids.padId,
    bos_token_id: ids.bosId,
    eos_token_id: ids.eosId,
    dtype: TORCH_DTYPES[dtype],
    ...ownFields(config.layers),
  };
}
