// The Llama-family decoder on tfjs tensors: from token ids to hidden states and logits.
import * as tf from '@tensorflow/tfjs-core';
import type { ModelConfig, Weights } from '../../checkpoint/checkpoint.ts';
import {
  add,
  attentionWeights,
  embed,
  matmul,
  type Rotation,
  repeatHeads,
  reshape,
  rmsNorm,
  rotate,
  scale,
  swiglu,
  transpose,
} from './ops.ts';

// B rows, T columns, d hidden, H heads, K key/value heads, D head size.

/** Weights by Hugging Face name; projections are held transposed, [in, out]. */
export type Parameters = ReadonlyMap<string, tf.Tensor>;

/** Keys and values of one layer, already rotated: [B, K, T, D] each. */
export type LayerCache = {
  readonly keys: tf.Tensor;
  readonly values: tf.Tensor;
};

export interface DecoderInput {
  /** [B * T] int32, row-major. */
  readonly ids: tf.Tensor1D;
  readonly rows: number;
  readonly columns: number;
  /** Column index of the first id: the length of the cache. */
  readonly offset: number;
  /** [B, 1, T, cache + T] added to attention scores: 0 where a key is seen, -1e9 where not. */
  readonly mask: tf.Tensor;
  readonly cache: readonly LayerCache[] | null;
}

const isProjection = (name: string) => name.endsWith('_proj.weight') || name === 'lm_head.weight';

export function loadParameters(weights: Weights): Map<string, tf.Tensor> {
  const parameters = new Map<string, tf.Tensor>();
  for (const [name, { shape, data }] of weights) {
    const tensor = tf.tensor(data.slice(), [...shape]);
    parameters.set(name, isProjection(name) ? transposed(tensor) : tensor);
  }
  return parameters;
}

function transposed(x: tf.Tensor): tf.Tensor {
  const y = tf.transpose(x);
  x.dispose();
  return y;
}

/** Copies of the weights in Hugging Face's orientation. */
export async function readParameters(parameters: Parameters): Promise<Weights> {
  const weights = new Map<string, { shape: number[]; data: Float32Array }>();
  for (const [name, tensor] of parameters) {
    const oriented = isProjection(name) ? tf.transpose(tensor) : tf.clone(tensor);
    const data = new Float32Array(await oriented.data());
    weights.set(name, { shape: [...oriented.shape], data });
    oriented.dispose();
  }
  return weights;
}

function get(parameters: Parameters, name: string): tf.Tensor {
  const tensor = parameters.get(name);
  if (tensor === undefined) throw new Error(`decoder has no weight named ${name}`);
  return tensor;
}

/** Cosines and sines [T, D] of rotary positions offset .. offset + T - 1 (Su et al. 2021). */
function rotary(config: ModelConfig, offset: number, columns: number) {
  const { headDim, ropeTheta } = config;
  const cos = new Float32Array(columns * headDim);
  const sin = new Float32Array(columns * headDim);
  for (let t = 0; t < columns; t++) {
    for (let i = 0; i < headDim; i++) {
      const frequency = ropeTheta ** ((-2 * (i % (headDim / 2))) / headDim);
      cos[t * headDim + i] = Math.cos((offset + t) * frequency);
      sin[t * headDim + i] = Math.sin((offset + t) * frequency);
    }
  }
  return { cos: tf.tensor2d(cos, [columns, headDim]), sin: tf.tensor2d(sin, [columns, headDim]) };
}

/** [D, D] matrix R with x R = rotate_half(x). */
function rotateHalf(headDim: number): tf.Tensor2D {
  const half = headDim / 2;
  const data = new Float32Array(headDim * headDim);
  for (let i = 0; i < half; i++) {
    data[(i + half) * headDim + i] = -1;
    data[i * headDim + i + half] = 1;
  }
  return tf.tensor2d(data, [headDim, headDim]);
}

interface Layer {
  readonly config: ModelConfig;
  readonly parameters: Parameters;
  readonly prefix: string;
}

/** Projects h [B*T, d] to heads [B, n, T, D], with Qwen3's norm over each head where there is one. */
function heads(layer: Layer, h: tf.Tensor, which: 'q' | 'k' | 'v', input: DecoderInput): tf.Tensor {
  const { config, parameters, prefix } = layer;
  const n = which === 'q' ? config.heads : config.kvHeads;
  const projected = matmul(h, get(parameters, `${prefix}self_attn.${which}_proj.weight`));
  const split = reshape(projected, [input.rows, input.columns, n, config.headDim]);
  const norm = parameters.get(`${prefix}self_attn.${which}_norm.weight`);
  const normed = norm === undefined ? split : rmsNorm(split, norm, config.rmsNormEps);
  return transpose(normed, [0, 2, 1, 3]);
}

/** Causal self-attention on h [B*T, d]; the cache, if any, comes before this call's keys. */
function attention(
  layer: Layer,
  h: tf.Tensor,
  input: DecoderInput,
  context: { rotation: Rotation; past: LayerCache | undefined },
): { output: tf.Tensor; cache: LayerCache } {
  const { config, parameters, prefix } = layer;
  const q = rotate(heads(layer, h, 'q', input), context.rotation); // [B, H, T, D]
  let k = rotate(heads(layer, h, 'k', input), context.rotation); // [B, K, T, D]
  let v = heads(layer, h, 'v', input);
  if (context.past !== undefined) {
    k = tf.concat([context.past.keys, k], 2);
    v = tf.concat([context.past.values, v], 2);
  }
  const repeats = config.heads / config.kvHeads;
  const keys = transpose(repeatHeads(k, repeats), [0, 1, 3, 2]); // [B, H, D, T']
  const factor = 1 / Math.sqrt(config.headDim);
  const weights = attentionWeights(matmul(q, keys), input.mask, factor); // [B, H, T, T']
  const mixed = matmul(weights, repeatHeads(v, repeats)); // [B, H, T, D]
  const width = config.heads * config.headDim;
  const merged = reshape(transpose(mixed, [0, 2, 1, 3]), [-1, width]); // [B*T, H*D]
  const output = matmul(merged, get(parameters, `${prefix}self_attn.o_proj.weight`));
  return { output, cache: { keys: k, values: v } };
}

function mlp({ parameters, prefix }: Layer, h: tf.Tensor): tf.Tensor {
  const gate = matmul(h, get(parameters, `${prefix}mlp.gate_proj.weight`));
  const up = matmul(h, get(parameters, `${prefix}mlp.up_proj.weight`));
  return matmul(swiglu(gate, up), get(parameters, `${prefix}mlp.down_proj.weight`));
}

/** Final-norm hidden states [B*T, d] and each layer's keys and values. */
export function decode(
  config: ModelConfig,
  parameters: Parameters,
  input: DecoderInput,
): { hidden: tf.Tensor; cache: LayerCache[] } {
  const rotation = {
    ...rotary(config, input.offset, input.columns),
    half: rotateHalf(config.headDim),
  };
  const norm = (x: tf.Tensor, name: string) => rmsNorm(x, get(parameters, name), config.rmsNormEps);
  const caches: LayerCache[] = [];
  let x = embed(get(parameters, 'model.embed_tokens.weight'), input.ids); // [B*T, d]
  for (let i = 0; i < config.layers; i++) {
    const layer = { config, parameters, prefix: `model.layers.${i}.` };
    const { output, cache } = attention(
      layer,
      norm(x, `${layer.prefix}input_layernorm.weight`),
      input,
      { rotation, past: input.cache?.[i] },
    );
    caches.push(cache);
    x = add(x, output);
    x = add(x, mlp(layer, norm(x, `${layer.prefix}post_attention_layernorm.weight`)));
  }
  return { hidden: norm(x, 'model.norm.weight'), cache: caches };
}

/** Hidden states [N, d] -> logits [N, V] at a temperature; 0 means 1. */
export function logits(
  config: ModelConfig,
  parameters: Parameters,
  hidden: tf.Tensor,
  temperature: number,
): tf.Tensor {
  const head = config.tied
    ? transpose(get(parameters, 'model.embed_tokens.weight'), [1, 0])
    : get(parameters, 'lm_head.weight');
  const raw = matmul(hidden, head);
  return temperature === 0 || temperature === 1 ? raw : scale(raw, 1 / temperature);
}
