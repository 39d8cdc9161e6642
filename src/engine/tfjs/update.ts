// The halves of an optimizer step: the gradient of sum over tokens of g * logprob by tfjs autograd, in
// chunks of rows, and AdamW on the flat weights.

import * as tf from '@tensorflow/tfjs-core';
import { parameterCount } from '../../checkpoint/shapes.ts';
import { adamw, gradNorm, initialAdam } from '../adamw.ts';
import { chunks } from '../chunks.ts';
import type { Gradients, OptimizerStep, WeightedSequence } from '../engine.ts';
import { type Columns, columnsOf, rowsPerChunk } from './layout.ts';
import { completionLogits, type TfjsModel } from './model.ts';
import { targetLogprobs, weightedSum } from './ops.ts';

/** One AdamW step along a flat gradient. @returns its norm before clipping */
export async function apply(
  model: TfjsModel,
  flat: Float32Array,
  optimizer: OptimizerStep,
): Promise<number> {
  const state = model.moments ?? initialAdam(flat.length);
  const next = adamw(await flatten(model.parameters.values()), flat, state, optimizer);
  model.moments = next.state;
  assignFlat(model, next.params);
  return gradNorm([flat]);
}

/**
 * Gradient of sum over tokens of g * logprob, flat in the order and orientation of the model's
 * parameters, and the tokens' log-probs, per sequence. Changes nothing.
 */
export async function gradients(
  model: TfjsModel,
  batch: readonly WeightedSequence[],
  temperature: number,
): Promise<Gradients> {
  const columns = columnsOf(batch);
  const flat = new Float32Array(parameterCount(model.config));
  const logprobs: Float32Array[] = [];
  for (const part of chunks(batch, rowsPerChunk(columns))) {
    const result = await chunkGradients(model, part, { columns, temperature });
    for (let i = 0; i < flat.length; i++) {
      flat[i] = (flat[i] ?? Number.NaN) + (result.gradients[i] ?? Number.NaN);
    }
    logprobs.push(...result.logprobs);
  }
  return { flat, logprobs };
}

/** Flat gradient of one chunk of rows, and the log-probs of its tokens. */
async function chunkGradients(
  model: TfjsModel,
  part: readonly WeightedSequence[],
  options: { columns: Columns; temperature: number },
): Promise<{ gradients: Float32Array; logprobs: Float32Array[] }> {
  const names = [...model.parameters.keys()];
  const { completion } = options.columns;
  const weights = new Float32Array(part.length * completion);
  part.forEach((sequence, row) => {
    weights.set(sequence.gradients, row * completion);
  });
  const kept: tf.Tensor[] = [];
  const differentiate = tf.grads((...tensors) => {
    const parameters = new Map(tensors.map((tensor, i) => [names[i] ?? '', tensor]));
    const { logits, targets } = completionLogits(model.config, parameters, part, options);
    const logp = targetLogprobs(logits, targets); // [B * C]
    kept.push(tf.keep(tf.clone(logp)));
    return weightedSum(logp, tf.tensor1d(weights));
  });
  const grads = tf.tidy(() => differentiate([...model.parameters.values()]));
  const gradients = await flatten(grads);
  const flat = await flatten(kept);
  tf.dispose([grads, kept]);
  const logprobs = part.map((sequence, row) =>
    flat.slice(row * completion, row * completion + sequence.tokens.length),
  );
  return { gradients, logprobs };
}

async function flatten(tensors: Iterable<tf.Tensor>): Promise<Float32Array> {
  const parts = await Promise.all([...tensors].map((tensor) => tensor.data()));
  const flat = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    flat.set(part, offset);
    offset += part.length;
  }
  return flat;
}

function assignFlat(model: TfjsModel, flat: Float32Array): void {
  let offset = 0;
  for (const [name, old] of model.parameters) {
    model.parameters.set(name, tf.tensor(flat.slice(offset, offset + old.size), old.shape));
    offset += old.size;
    old.dispose();
  }
}
