// One model's decode state in tfjs: KV cache and next-token distributions.
import * as tf from '@tensorflow/tfjs-core';
import { decode, type LayerCache, logits } from './decoder.ts';
import { layout } from './layout.ts';
import type { TfjsModel } from './model.ts';

// B rows, P prompt columns, V vocabulary.

/** Next-token distributions [B, V] at the sampling temperature, row-major. */
export interface Distributions {
  readonly logprobs: Float32Array;
  readonly probabilities: Float32Array;
}

export interface TfjsDecodeState {
  readonly model: TfjsModel;
  readonly temperature: number;
  readonly promptLength: number;
  /** [B, P] 0 for prompt tokens, -1e9 for padding. */
  promptMask: tf.Tensor;
  cache: LayerCache[];
  /** Columns in the cache. */
  columns: number;
}

/** Feeds the prompts. @returns the state and the distributions of the first token. */
export async function openDecode(
  model: TfjsModel,
  prompts: readonly (readonly number[])[],
  promptLength: number,
  temperature: number,
): Promise<{ state: TfjsDecodeState; first: Distributions }> {
  const rows = prompts.length;
  const columns = { prompt: promptLength, completion: 1 };
  const sequences = prompts.map((prompt) => ({ prompt, tokens: [] }));
  const { ids, mask } = layout(sequences, columns);
  const seen = new Float32Array(rows * promptLength);
  for (let row = 0; row < rows; row++) {
    const lastQuery = (row * promptLength + promptLength - 1) * promptLength;
    seen.set(mask.subarray(lastQuery, lastQuery + promptLength), row * promptLength);
  }
  const out = tf.tidy(() => {
    const { hidden, cache } = decode(model.config, model.parameters, {
      ids: tf.tensor1d(ids, 'int32'),
      rows,
      columns: promptLength,
      offset: 0,
      mask: tf.tensor4d(mask, [rows, 1, promptLength, promptLength]),
      cache: null,
    });
    const d = model.config.hiddenSize;
    const last = tf.slice(
      tf.reshape(hidden, [rows, promptLength, d]),
      [0, promptLength - 1, 0],
      [rows, 1, d],
    );
    return { cache, ...distributions(model, tf.reshape(last, [rows, d]), temperature) };
  });
  const state = {
    model,
    temperature,
    promptLength,
    promptMask: tf.tensor2d(seen, [rows, promptLength]),
    cache: out.cache,
    columns: promptLength,
  };
  return { state, first: await read(out) };
}

/** Feeds one token per row [B]. @returns the distributions of the next one. */
export async function advance(state: TfjsDecodeState, tokens: Int32Array): Promise<Distributions> {
  const { model } = state;
  const rows = tokens.length;
  const old = state.cache;
  const out = tf.tidy(() => {
    const written = tf.zeros([rows, state.columns + 1 - state.promptLength]);
    const mask = tf.expandDims(tf.expandDims(tf.concat([state.promptMask, written], 1), 1), 1);
    const { hidden, cache } = decode(model.config, model.parameters, {
      ids: tf.tensor1d(tokens, 'int32'),
      rows,
      columns: 1,
      offset: state.columns,
      mask,
      cache: old,
    });
    return { cache, ...distributions(model, hidden, state.temperature) };
  });
  state.cache = out.cache;
  state.columns += 1;
  disposeCache(old);
  return read(out);
}

/** Keeps only these rows, in this order: finished solutions cost nothing more. */
export function keepRows(state: TfjsDecodeState, rows: readonly number[]): void {
  const { cache, promptMask } = state;
  const index = tf.tensor1d([...rows], 'int32');
  state.cache = cache.map(({ keys, values }) => ({
    keys: tf.gather(keys, index),
    values: tf.gather(values, index),
  }));
  state.promptMask = tf.gather(promptMask, index);
  disposeCache(cache);
  tf.dispose([promptMask, index]);
}

export function closeDecode(state: TfjsDecodeState): void {
  disposeCache(state.cache);
  state.promptMask.dispose();
}

function distributions(model: TfjsModel, hidden: tf.Tensor, temperature: number) {
  const z = logits(model.config, model.parameters, hidden, temperature);
  return { logprobs: tf.logSoftmax(z), probabilities: tf.softmax(z) };
}

async function read(out: { logprobs: tf.Tensor; probabilities: tf.Tensor }) {
  const [logprobs, probabilities] = await Promise.all([
    out.logprobs.data<'float32'>(),
    out.probabilities.data<'float32'>(),
  ]);
  tf.dispose([out.logprobs, out.probabilities]);
  return { logprobs, probabilities };
}

function disposeCache(cache: readonly LayerCache[]): void {
  for (const { keys, values } of cache) tf.dispose([keys, values]);
}
