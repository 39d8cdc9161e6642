// Teacher-forced log-probs, entropies and divergences of given sequences, without gradients.
import * as tf from '@tensorflow/tfjs-core';
import { chunks } from '../chunks.ts';
import type { Sequence, SequenceScores } from '../engine.ts';
import { columnsOf, rowsPerChunk } from './layout.ts';
import { completionLogits, type TfjsModel } from './model.ts';
import { targetLogprobs } from './ops.ts';

/** Named columns of numbers, each [B * C]. */
type ScoreName = 'logprobs' | 'entropies' | 'kl' | 'js';

export async function score(
  model: TfjsModel,
  sequences: readonly Sequence[],
  options: { temperature: number; against: TfjsModel | null },
): Promise<SequenceScores[]> {
  if (sequences.length === 0) return [];
  const columns = columnsOf(sequences);
  const scores: SequenceScores[] = [];
  for (const part of chunks(sequences, rowsPerChunk(columns))) {
    const tensors = tf.tidy(() => {
      const at = { columns, temperature: options.temperature };
      const { logits, targets } = completionLogits(model.config, model.parameters, part, at);
      const logp = tf.logSoftmax(logits); // [B * C, V]
      const p = tf.exp(logp);
      const own = {
        logprobs: targetLogprobs(logits, targets),
        entropies: tf.neg(tf.sum(tf.mul(p, logp), -1)),
      };
      if (options.against === null) return own;
      const { config, parameters } = options.against;
      const other = tf.logSoftmax(completionLogits(config, parameters, part, at).logits);
      return { ...own, ...divergences(p, logp, other) };
    });
    scores.push(...(await split(part, columns.completion, tensors)));
  }
  return scores;
}

/** KL(p || q) and Jensen-Shannon divergence of rows [N, V] given log p and log q. */
function divergences(p: tf.Tensor, logp: tf.Tensor, logq: tf.Tensor) {
  const q = tf.exp(logq);
  // The floor keeps 0 * log 0 at 0 where both probabilities underflow.
  const logm = tf.log(tf.maximum(tf.mul(tf.add(p, q), 0.5), 1e-30));
  const toMixture = (x: tf.Tensor, logx: tf.Tensor) => tf.sum(tf.mul(x, tf.sub(logx, logm)), -1);
  return {
    kl: tf.sum(tf.mul(p, tf.sub(logp, logq)), -1),
    js: tf.mul(tf.add(toMixture(p, logp), toMixture(q, logq)), 0.5),
  };
}

/** Reads [B * C] columns back and cuts each row to its sequence's length. */
async function split(
  part: readonly Sequence[],
  completion: number,
  tensors: { readonly [K in ScoreName]?: tf.Tensor },
): Promise<SequenceScores[]> {
  const read = async (tensor: tf.Tensor | undefined) => {
    if (tensor === undefined) return null;
    const data = new Float32Array(await tensor.data());
    tensor.dispose();
    return data;
  };
  const { logprobs, entropies, kl, js } = tensors;
  const [l, e, k, j] = await Promise.all([read(logprobs), read(entropies), read(kl), read(js)]);
  return part.map((sequence, row) => {
    const cut = (data: Float32Array | null) =>
      data?.slice(row * completion, row * completion + sequence.tokens.length) ?? null;
    const nothing = new Float32Array();
    return { logprobs: cut(l) ?? nothing, entropies: cut(e) ?? nothing, kl: cut(k), js: cut(j) };
  });
}
