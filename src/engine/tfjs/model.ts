// A model held by the tfjs engine, and its logits at completion tokens.
import * as tf from '@tensorflow/tfjs-core';
import type { ModelConfig } from '../../checkpoint/checkpoint.ts';
import type { Moments, Sequence } from '../engine.ts';
import { decode, logits, type Parameters } from './decoder.ts';
import { type Columns, layout } from './layout.ts';
import { columnsFrom, reshape } from './ops.ts';

export interface TfjsModel {
  readonly config: ModelConfig;
  parameters: Map<string, tf.Tensor>;
  moments: Moments | null;
}

/** Logits [B * C, V] that predict each completion token, with the targets [B * C]. Call inside tidy. */
export function completionLogits(
  config: ModelConfig,
  parameters: Parameters,
  sequences: readonly Sequence[],
  options: { columns: Columns; temperature: number },
): { logits: tf.Tensor; targets: tf.Tensor1D } {
  const { prompt } = options.columns;
  const { rows, columns, ids, mask, targets } = layout(sequences, options.columns);
  const { hidden } = decode(config, parameters, {
    ids: tf.tensor1d(ids, 'int32'),
    rows,
    columns,
    offset: 0,
    mask: tf.tensor4d(mask, [rows, 1, columns, columns]),
    cache: null,
  });
  const d = config.hiddenSize;
  const predicting = columnsFrom(reshape(hidden, [rows, columns, d]), prompt - 1); // [B, C, d]
  return {
    logits: logits(config, parameters, reshape(predicting, [-1, d]), options.temperature),
    targets: tf.tensor1d(targets, 'int32'),
  };
}
