// A language model that is a lookup table of logits: next-token logits are bigram[previous token] +
// position[index after the prompt]; either table may be missing.
import { at } from '../../at.ts';
import type { Checkpoint, ModelConfig, Weight, Weights } from '../../checkpoint/checkpoint.ts';
import { EngineError } from '../engine.ts';

/** Logit of a token that must never come: its probability is exactly 0, its gradient too. */
const NEVER = -1e9;

/** Weight names: 'bigram' [V, V] (row: previous token), 'position' [L, V] (row: index). */
export const TABLES = ['bigram', 'position'] as const;
export type WeightTable = (typeof TABLES)[number];

export interface Table {
  readonly config: ModelConfig;
  readonly weights: ReadonlyMap<WeightTable, Float32Array>;
}

/** Where a next token is predicted: after token `previous`, `position` tokens after the prompt. */
export interface Context {
  readonly previous: number;
  readonly position: number;
}

/** Full next-token distribution [V] in f64. */
export interface Distribution {
  readonly probabilities: Float64Array;
  readonly logprobs: Float64Array;
}

/** First entry of a context's row in one of the tables. */
export function rowOffset(name: WeightTable, context: Context, vocabulary: number): number {
  return (name === 'bigram' ? context.previous : context.position) * vocabulary;
}

/** Softmax of logits / temperature; temperature 0 (greedy) takes the distribution at 1. */
export function distribution(table: Table, context: Context, temperature: number): Distribution {
  const size = table.config.vocabSize;
  const logits = new Float64Array(size);
  for (const [name, weight] of table.weights) {
    const offset = rowOffset(name, context, size);
    for (let id = 0; id < size; id++) logits[id] = at(logits, id) + at(weight, offset + id);
  }
  const scale = temperature === 0 ? 1 : temperature;
  const highest = logits.reduce((best, logit) => Math.max(best, logit), Number.NEGATIVE_INFINITY);
  const shifted = logits.map((logit) => (logit - highest) / scale);
  const logTotal = Math.log(shifted.reduce((sum, logit) => sum + Math.exp(logit), 0));
  const logprobs = shifted.map((logit) => logit - logTotal);
  return { logprobs, probabilities: logprobs.map((value) => Math.exp(value)) };
}

function readTable(name: WeightTable, weight: Weight, config: ModelConfig): Float32Array {
  const rows = name === 'bigram' ? config.vocabSize : config.contextLength;
  const [height, width] = weight.shape;
  if (height !== rows || width !== config.vocabSize || weight.data.length !== rows * width) {
    throw new EngineError(
      `weight ${name} has shape [${weight.shape}]; expected [${rows}, ${config.vocabSize}]`,
    );
  }
  return Float32Array.from(weight.data);
}

/** Copies the tables out of weights. @throws EngineError on missing, unknown or misshapen ones */
export function readTables(config: ModelConfig, weights: Weights): Map<WeightTable, Float32Array> {
  const unknown = [...weights.keys()].find((name) => !TABLES.some((table) => table === name));
  if (unknown !== undefined || weights.size === 0) {
    const found = unknown === undefined ? 'none' : `'${unknown}'`;
    throw new EngineError(`a tabular model has weights bigram and/or position, not ${found}`);
  }
  const tables = new Map<WeightTable, Float32Array>();
  for (const name of TABLES) {
    const weight = weights.get(name);
    if (weight !== undefined) tables.set(name, readTable(name, weight, config));
  }
  return tables;
}

const logit = (probability: number) => (probability > 0 ? Math.log(probability) : NEVER);

function weightOf(rows: readonly (readonly number[])[]): Weight {
  return {
    shape: [rows.length, rows[0]?.length ?? 0],
    data: Float32Array.from(rows.flat(), logit),
  };
}

export interface TableSpec {
  /** [V][V]: next-token probabilities after each token. */
  readonly bigram?: readonly (readonly number[])[];
  /** [contextLength][V]: next-token probabilities at each index after the prompt. */
  readonly position?: readonly (readonly number[])[];
  readonly vocabSize: number;
  readonly contextLength: number;
}

/** Checkpoint of a tabular model from tables of probabilities (rows need not sum to 1). */
export function tabularCheckpoint(spec: TableSpec): Checkpoint {
  const weights = new Map<string, Weight>();
  if (spec.bigram) weights.set('bigram', weightOf(spec.bigram));
  if (spec.position) weights.set('position', weightOf(spec.position));
  const config: ModelConfig = {
    modelType: 'llama',
    vocabSize: spec.vocabSize,
    hiddenSize: 0,
    intermediateSize: 0,
    layers: 0,
    heads: 0,
    kvHeads: 0,
    headDim: 0,
    contextLength: spec.contextLength,
    ropeTheta: 0,
    rmsNormEps: 0,
    tied: false,
  };
  return { config, weights, tokenizer: null };
}
