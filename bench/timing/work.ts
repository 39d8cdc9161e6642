// What every contender does: model sizes, one batch, its schedule, advantages and optimizer.
import type { Checkpoint, ModelConfig } from '../../src/checkpoint/checkpoint.ts';
import type {
  GenerateRequest,
  OptimizerStep,
  Rollout,
  Sequence,
  WeightedSequence,
} from '../../src/engine/engine.ts';
import { requestOf, rowOf, sequenceOf, untruncated } from '../../src/engine/requests.ts';
import { initialWeights } from '../../src/pretrain/init.ts';
import { draws } from '../../src/random/random.ts';

const TOY: ModelConfig = {
  modelType: 'llama',
  vocabSize: 128,
  hiddenSize: 64,
  intermediateSize: 176,
  layers: 3,
  heads: 4,
  kvHeads: 4,
  headDim: 16,
  contextLength: 1024,
  ropeTheta: 10000,
  rmsNormEps: 1e-6,
  tied: true,
};

/** `shipped` has the shape of the checkpoints in public/models. */
export const SIZES = {
  toy: TOY,
  shipped: { ...TOY, vocabSize: 335, layers: 2 },
  small: {
    ...TOY,
    vocabSize: 256,
    hiddenSize: 128,
    intermediateSize: 344,
    layers: 4,
    headDim: 32,
  },
  '5m': {
    ...TOY,
    vocabSize: 1024,
    hiddenSize: 256,
    intermediateSize: 688,
    layers: 6,
    heads: 8,
    kvHeads: 8,
    headDim: 32,
  },
} as const satisfies Record<string, ModelConfig>;

export type SizeName = keyof typeof SIZES;

/** A batch: `rows` sequences of one prompt token and `tokens` more. */
export interface BenchWork {
  readonly config: ModelConfig;
  readonly rows: number;
  readonly tokens: number;
}

/** What all contenders start from. */
export interface BenchPair {
  readonly senior: Checkpoint;
  readonly junior: Checkpoint;
}

export function pairOf({ config }: BenchWork): BenchPair {
  const model = (seed: number) => ({
    config,
    weights: initialWeights(config, seed),
    tokenizer: null,
  });
  return { senior: model(1), junior: model(2) };
}

export const ROWS = 128;
export const TOKENS = 64;
/** What is asked where a processor plays the GPU: it is slow and says nothing of GPUs. */
export const SOFTWARE_GPU = { rows: 16, tokens: 32 };
export const FIRST_TOKEN = 1;
export const MAX_GAP = 32;
/** A token is a boundary when its id is a multiple of this. */
export const BOUNDARY_EVERY = 3;

export const OPTIMIZER: OptimizerStep = {
  learningRate: 1e-3,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  weightDecay: 0,
  maxGradNorm: 1,
};

/** All rows, temperature 1; no token ends a row, so that all contenders write the same number. */
export function requestFor(
  { config, rows, tokens }: BenchWork,
  seniorProbability: number,
  step: number,
): GenerateRequest {
  const prompt = [FIRST_TOKEN];
  const isBoundary = (_: unknown, id: number) => (id % BOUNDARY_EVERY === 0 ? 1 : 0);
  const all = Array.from({ length: rows }, (_, sequence) => rowOf(prompt, sequence));
  return requestOf(all, {
    schedule: {
      kind: 'word',
      seniorProbability,
      maxGap: MAX_GAP,
      chunkSize: 4,
      start: 'coin',
      boundary: Uint8Array.from({ length: config.vocabSize }, isBoundary),
    },
    sampling: untruncated(1, tokens),
    seed: 1,
    step,
    eosId: config.vocabSize,
  });
}

/** Uniformly drawn tokens, the same for all contenders. */
export function fixedSequences({ config, rows, tokens }: BenchWork): Sequence[] {
  return Array.from({ length: rows }, (_, sequence) => {
    const random = draws({ seed: 7, stream: 'data', step: 0, sequence });
    const token = () => Math.floor(random.uniform() * config.vocabSize);
    return { prompt: [FIRST_TOKEN], tokens: Array.from({ length: tokens }, token) };
  });
}

/** Both signs, never 0: engines may skip rows without an advantage. */
export const advantage = (row: number): number => (row % 5) - 2.2;

/**
 * d loss / d log-prob of the clipped surrogate where the ratio is 1: -advantage over the number of
 * tokens, 0 where `authors` is 0.
 */
export function weighted(
  sequences: readonly Sequence[],
  authors: readonly ArrayLike<number>[] | null,
): WeightedSequence[] {
  const mask = (row: number, t: number) => authors?.[row]?.[t] ?? 1;
  let count = 0;
  sequences.forEach(({ tokens }, row) => {
    for (let t = 0; t < tokens.length; t++) count += mask(row, t);
  });
  return sequences.map(({ prompt, tokens }, row) => ({
    prompt,
    tokens,
    gradients: Float64Array.from(
      { length: tokens.length },
      (_, t) => (-advantage(row) * mask(row, t)) / count,
    ),
  }));
}

export const sequencesOf = (rollouts: readonly Rollout[]): Sequence[] =>
  rollouts.map((rollout) => sequenceOf(rollout));
