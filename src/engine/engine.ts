// The engine interface between reinforcement learning and tensors: token sequences above, any backend below.

import type { Checkpoint, ModelConfig, Weights } from '../checkpoint/checkpoint.ts';
import type { Schedule } from '../tandem/schedule.ts';

/** What runs, for the page and the run file. */
export interface EngineInfo {
  /** Row of the engine table, e.g. 'tfjs-wasm'. */
  readonly name: string;
  /** One sentence: why this engine was taken. */
  readonly reason: string;
}

/** Work that engines may divide among themselves by rows; false is done whole. */
export interface Shares {
  /** Needs scores of a row that do not depend on its batch. */
  readonly scores: boolean;
  /** Updates then add up gradients of fixed parts of the batch (shards.ts), whoever computes them. */
  readonly updates: boolean;
}

/** Handle of a model held by an engine. */
export interface Model {
  readonly id: number;
  readonly config: ModelConfig;
}

export interface Sampling {
  /** 0 is greedy; log-probs are then those at temperature 1. */
  readonly temperature: number;
  /** 0 keeps all tokens. */
  readonly topK: number;
  /** 1 keeps all tokens. */
  readonly topP: number;
  readonly maxNewTokens: number;
}

/** One row of a generate request: a prompt for each model and the counter that keys its draws. */
export interface GenerateRow {
  readonly prompts: { readonly senior: readonly number[]; readonly junior: readonly number[] };
  readonly sequence: number;
  /** How many top tokens of both models to record at each position; 0 for none. */
  readonly topTokens: number;
}

export interface GenerateRequest {
  readonly rows: readonly GenerateRow[];
  readonly schedule: Schedule;
  readonly sampling: Sampling;
  readonly seed: number;
  readonly step: number;
  readonly eosId: number;
  /** Prompts are padded on the left to this length, so that a row does not depend on its batch. */
  readonly promptLength: number;
}

/** The most probable next tokens of one model, best first; row-major [T, n]. */
export interface TopTokens {
  readonly ids: Int32Array;
  readonly probabilities: Float32Array;
}

/** One model's part in a rollout. */
export interface RolloutSide {
  readonly prompt: readonly number[];
  /** [T] log-prob of each token at the sampling temperature, before top-k/top-p. */
  readonly logprobs: Float32Array;
  /** [T] entropy of the next-token distribution, nats. */
  readonly entropies: Float32Array;
  /** null where none were recorded. */
  readonly top: TopTokens | null;
}

/** One co-written solution. Arrays have length T: the tokens after the prompt, EOS included. */
export interface Rollout {
  readonly tokens: Int32Array;
  /** 1 where the senior wrote the token. Stored when the token is emitted, never derived again. */
  readonly authors: Uint8Array;
  /** 1 where the author was chosen again after the token. */
  readonly redraws: Uint8Array;
  readonly senior: RolloutSide;
  readonly junior: RolloutSide;
  readonly finish: 'eos' | 'length';
}

/** A prompt and what follows it, for teacher-forced scoring and for updates. */
export interface Sequence {
  readonly prompt: readonly number[];
  readonly tokens: ArrayLike<number>;
}

/** Teacher-forced numbers of one sequence, one per token after the prompt. */
export interface SequenceScores {
  readonly logprobs: Float32Array;
  readonly entropies: Float32Array;
  /** KL(model || against) and Jensen-Shannon divergence over the full vocabulary, nats; null without `against`. */
  readonly kl: Float32Array | null;
  readonly js: Float32Array | null;
}

export interface ScoreOptions {
  readonly temperature: number;
  readonly against: Model | null;
}

/** A sequence with d loss / d log-prob for each of its tokens. */
export interface WeightedSequence extends Sequence {
  readonly gradients: Float64Array;
}

/** AdamW (Loshchilov and Hutter 2019) after clipping the global gradient norm. */
export interface OptimizerStep {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly weightDecay: number;
  /** Largest global gradient norm; 0 does not clip. */
  readonly maxGradNorm: number;
}

/** Adam's running moments, flat in the engine's own order of weights, and the updates behind them. */
export interface Moments {
  readonly updates: number;
  readonly first: Float32Array;
  readonly second: Float32Array;
}

export interface UpdateReport {
  /** Global gradient norm before clipping. */
  readonly gradNorm: number;
  /** Log-probs the update's own forward pass gave, per sequence, at the given temperature. */
  readonly logprobs: readonly Float32Array[];
}

/** The gradient of a batch, and what its forward pass gave. */
export interface Gradients {
  /** As many numbers as the model has weights, in the engine's own order of weights. */
  readonly flat: Float32Array;
  /** Per sequence, at the given temperature. */
  readonly logprobs: readonly Float32Array[];
}

/** Every method throws an EngineError that names what was wrong; nothing is half done. */
export interface Engine {
  readonly info: EngineInfo;
  /** What several of these engines, each in its own worker, do sooner together, to the same bits. */
  readonly shares: Shares;
  load(checkpoint: Checkpoint): Promise<Model>;
  /** Both models write each row together. Prompts that leave no room in the context throw. */
  generate(senior: Model, junior: Model, request: GenerateRequest): Promise<readonly Rollout[]>;
  score(
    model: Model,
    sequences: readonly Sequence[],
    options: ScoreOptions,
  ): Promise<readonly SequenceScores[]>;
  /** Sum over tokens of gradient * d logprob / d weights. Changes nothing. */
  gradients(
    model: Model,
    batch: readonly WeightedSequence[],
    temperature: number,
  ): Promise<Gradients>;
  /** One optimizer step along a flat gradient. @returns its norm before clipping */
  apply(model: Model, flat: Float32Array, optimizer: OptimizerStep): Promise<number>;
  /** `gradients` of the batch or of its parts, added up in their order, then `apply`. */
  update(
    model: Model,
    batch: readonly WeightedSequence[],
    temperature: number,
    optimizer: OptimizerStep,
  ): Promise<UpdateReport>;
  /** Weights as they are now, as a copy. */
  weights(model: Model): Promise<Weights>;
  /** Adam's moments, null before the first update. */
  moments(model: Model): Promise<Moments | null>;
  /** Overwrites a model's weights; moments are kept unless given. */
  assign(model: Model, weights: Weights, moments?: Moments): Promise<void>;
  dispose(model: Model): Promise<void>;
}

/** Its name is kept where errors cross to another worker or the page, its class is not. */
export class EngineError extends Error {
  override name = 'EngineError';
}

/** The device an engine ran on is gone, and its models with it. A new engine can go on from weights read before. */
export class DeviceLostError extends EngineError {
  override name = 'DeviceLostError';
}
