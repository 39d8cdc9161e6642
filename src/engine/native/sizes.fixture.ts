// Models and batches from small to large, and what is done with them on any engine.
import { at } from '../../at.ts';
import type { Checkpoint, ModelConfig } from '../../checkpoint/checkpoint.ts';
import { expectedShapes } from '../../checkpoint/shapes.ts';
import type { Engine, GenerateRequest, OptimizerStep, Rollout } from '../engine.ts';

export interface Case {
  readonly config: Omit<ModelConfig, 'modelType' | 'ropeTheta' | 'rmsNormEps' | 'tied'>;
  readonly parameters: number;
  readonly rows: number;
  readonly promptLength: number;
  readonly tokens: number;
}

const SMALL = {
  hiddenSize: 32,
  intermediateSize: 64,
  layers: 2,
  heads: 2,
  kvHeads: 1,
  headDim: 16,
};
const LARGE = { hiddenSize: 320, intermediateSize: 960, layers: 8, heads: 5, kvHeads: 5 };

export const CASES = {
  'thirty thousand parameters': {
    config: { ...SMALL, vocabSize: 335, contextLength: 128 },
    parameters: 3e4,
    rows: 96,
    promptLength: 8,
    tokens: 24,
  },
  'ten million parameters': {
    config: { ...LARGE, headDim: 64, vocabSize: 335, contextLength: 64 },
    parameters: 1e7,
    rows: 2,
    promptLength: 4,
    tokens: 6,
  },
  'a context of 1024': {
    config: { ...SMALL, vocabSize: 64, contextLength: 1024 },
    parameters: 2e4,
    rows: 2,
    promptLength: 960,
    tokens: 64,
  },
  'a vocabulary of 50,000': {
    config: { ...SMALL, layers: 1, vocabSize: 50_000, contextLength: 32 },
    parameters: 1.6e6,
    rows: 6,
    promptLength: 4,
    tokens: 8,
  },
} as const satisfies Record<string, Case>;

/** Weights of no pattern, without a draw for each of millions. */
export function checkpointOf(its: Case, seed: number): Checkpoint {
  const rest = { ropeTheta: 10_000, rmsNormEps: 1e-6, tied: true } as const;
  const config: ModelConfig = { ...its.config, ...rest, modelType: 'qwen3' };
  const weights = new Map(
    [...expectedShapes(config)].map(([name, shape], index) => {
      const data = new Float32Array(shape.reduce((size, n) => size * n, 1));
      const scale = shape.length === 1 ? 0 : 2 / Math.sqrt(shape[1] ?? 1);
      let state = 1000 * seed + index;
      for (let i = 0; i < data.length; i++) {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        data[i] = (scale === 0 ? 1 : 0) + scale * (state / 2 ** 32 - 0.5);
      }
      return [name, { shape, data }];
    }),
  );
  return { config, weights, tokenizer: null };
}

export function requestOf({ config, rows, promptLength, tokens }: Case): GenerateRequest {
  const { vocabSize } = config;
  return {
    rows: Array.from({ length: rows }, (_, sequence) => {
      const group = Math.floor(sequence / 2);
      const prompt = Array.from({ length: promptLength }, (_, i) => (7 * i + group) % vocabSize);
      return { prompts: { senior: prompt, junior: prompt }, sequence, topTokens: 8 };
    }),
    schedule: {
      kind: 'word',
      seniorProbability: 0.5,
      maxGap: 8,
      chunkSize: 2,
      start: 'coin',
      boundary: Uint8Array.from({ length: vocabSize }, (_, id) => id % 2),
    },
    sampling: { temperature: 1, topK: 0, topP: 1, maxNewTokens: tokens },
    seed: 3,
    step: 1,
    eosId: vocabSize,
    promptLength,
  };
}

const STEP: OptimizerStep = {
  learningRate: 0.001,
  beta1: 0.9,
  beta2: 0.95,
  epsilon: 1e-8,
  weightDecay: 0.01,
  maxGradNorm: 1,
};

export interface Pair {
  readonly senior: Checkpoint;
  readonly junior: Checkpoint;
}

export async function write(engine: Engine, pair: Pair, request: GenerateRequest) {
  const senior = await engine.load(pair.senior);
  const junior = await engine.load(pair.junior);
  const rollouts = await engine.generate(senior, junior, request);
  await engine.dispose(senior);
  await engine.dispose(junior);
  return rollouts;
}

/** Scores of rollouts, and an update with them. */
export async function learn(engine: Engine, { senior }: Pair, rollouts: readonly Rollout[]) {
  const model = await engine.load(senior);
  const batch = rollouts.map(({ senior, tokens }, row) => ({
    prompt: senior.prompt,
    tokens,
    gradients: new Float64Array(tokens.length).fill(row % 3 === 0 ? -0.01 : 0.01),
  }));
  const scores = await engine.score(model, batch, { temperature: 1, against: null });
  const report = await engine.update(model, batch, 1, STEP);
  const weights = await engine.weights(model);
  await engine.dispose(model);
  return { scores, report, weights };
}

/** The largest difference of numbers that belong together. */
export function furthest(a: Float32Array, b: Float32Array): number {
  let most = a.length === b.length ? 0 : Number.POSITIVE_INFINITY;
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs(at(a, i) - at(b, i)));
  return most;
}
