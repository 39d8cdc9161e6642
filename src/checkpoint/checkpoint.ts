// What a checkpoint is: a decoder's shape, its weights and its tokenizer.
import type { TokenizerJson } from '../tokenizer/tokenizer-json.ts';
import type { ModelType } from './model-types.ts';

/** Shape of a Llama-family decoder (RMSNorm, RoPE, SwiGLU). Names follow Hugging Face's config.json. */
export interface ModelConfig {
  /** Its row of MODEL_TYPES says how it differs from Llama. */
  readonly modelType: ModelType;
  readonly vocabSize: number;
  readonly hiddenSize: number;
  readonly intermediateSize: number;
  readonly layers: number;
  readonly heads: number;
  /** Key/value heads; fewer than `heads` is grouped-query attention. */
  readonly kvHeads: number;
  readonly headDim: number;
  /** Longest sequence, prompt included. */
  readonly contextLength: number;
  readonly ropeTheta: number;
  readonly rmsNormEps: number;
  /** True: the output projection is the embedding matrix. */
  readonly tied: boolean;
}

/** A weight in f32, row-major, in Hugging Face's orientation ([out, in] for projections). */
export interface Weight {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** Hugging Face parameter name -> weight, e.g. 'model.layers.0.self_attn.q_proj.weight'. */
export type Weights = ReadonlyMap<string, Weight>;

export interface Checkpoint {
  readonly config: ModelConfig;
  readonly weights: Weights;
  /** Absent for checkpoints that are only scored by token ids. */
  readonly tokenizer: TokenizerJson | null;
}
