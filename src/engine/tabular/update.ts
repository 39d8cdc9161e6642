// One optimizer step of a table: softmax gradients written out, then AdamW; d loss / d log-prob arrives with
// the sequences.
import { at } from '../../at.ts';
import { adamw, gradNorm, initialAdam } from '../adamw.ts';
import { checkGradient } from '../check.ts';
import type { Gradients, Moments, OptimizerStep, WeightedSequence } from '../engine.ts';
import { contexts } from './score.ts';
import { type Context, distribution, rowOffset, type Table, type WeightTable } from './table.ts';

/** A table and Adam's moments of its flat weights; null before the first update. */
export interface TrainedTable {
  readonly table: Table;
  readonly moments: Moments | null;
}

/** First entry of each table in the flat weights: tables follow each other in their own order. */
function flatOffsets(table: Table): Map<WeightTable, number> {
  let size = 0;
  const offsets = new Map<WeightTable, number>();
  for (const [name, weight] of table.weights) {
    offsets.set(name, size);
    size += weight.length;
  }
  return offsets;
}

function flatten(table: Table): Float32Array {
  return Float32Array.from([...table.weights.values()].flatMap((weight) => [...weight]));
}

function unflatten(table: Table, flat: Float32Array): Table {
  const offsets = flatOffsets(table);
  const weights = new Map<WeightTable, Float32Array>();
  for (const [name, weight] of table.weights) {
    const start = offsets.get(name) ?? 0;
    weights.set(name, flat.slice(start, start + weight.length));
  }
  return { config: table.config, weights };
}

interface ContextToken {
  readonly context: Context;
  readonly token: number;
  readonly weight: number;
}

/** Adds weight * d logprob(token) / d logits, which is (one-hot - p) / temperature, to `flat`. */
function addGradient(
  flat: Float64Array,
  table: Table,
  { context, token, weight }: ContextToken,
  temperature: number,
): void {
  const { probabilities } = distribution(table, context, temperature);
  const scale = temperature === 0 ? 1 : temperature;
  for (const [name, start] of flatOffsets(table)) {
    const row = start + rowOffset(name, context, probabilities.length);
    for (const [id, probability] of probabilities.entries()) {
      const gradient = ((id === token ? 1 : 0) - probability) / scale;
      flat[row + id] = at(flat, row + id) + weight * gradient;
    }
  }
}

/** Gradient of sum over tokens of weight * logprob, flat; tokens of weight 0 are not looked at. */
export function gradientOf(
  table: Table,
  batch: readonly WeightedSequence[],
  temperature: number,
): Float64Array {
  const flat = new Float64Array(flatten(table).length);
  for (const sequence of batch) {
    for (const [position, context] of contexts(sequence).entries()) {
      const weight = at(sequence.gradients, position);
      if (weight === 0) continue;
      const token = at(sequence.tokens, position);
      addGradient(flat, table, { context, token, weight }, temperature);
    }
  }
  return flat;
}

/** Log-probs of a batch as its update sees them, before the weights change. */
function logprobsOf(
  table: Table,
  batch: readonly WeightedSequence[],
  temperature: number,
): Float32Array[] {
  return batch.map((sequence) =>
    Float32Array.from(contexts(sequence), (context, position) => {
      const { logprobs } = distribution(table, context, temperature);
      return at(logprobs, at(sequence.tokens, position));
    }),
  );
}

/** Flat gradient of a batch and its tokens' log-probs. */
export function tableGradients(
  table: Table,
  batch: readonly WeightedSequence[],
  temperature: number,
): Gradients {
  return {
    flat: Float32Array.from(gradientOf(table, batch, temperature)),
    logprobs: logprobsOf(table, batch, temperature),
  };
}

/** One AdamW step along a flat gradient; what is given is left as it was. */
export function updateTable(
  { table, moments }: TrainedTable,
  gradient: Float32Array,
  optimizer: OptimizerStep,
): { readonly trained: TrainedTable; readonly norm: number } {
  const weights = flatten(table);
  checkGradient(weights.length, gradient);
  const next = adamw(weights, gradient, moments ?? initialAdam(weights.length), optimizer);
  return {
    trained: { table: unflatten(table, next.params), moments: next.state },
    norm: gradNorm([gradient]),
  };
}
