// Names and shapes of all parameters of a decoder, from its config alone.
import type { ModelConfig } from './checkpoint.ts';
import { MODEL_TYPES } from './model-types.ts';

export type Shape = readonly number[];

/**
 * Every parameter, under Hugging Face's name, in the order of the forward pass. Projections are
 * [out, in]. `lm_head.weight` is there only if it is not tied to the embedding.
 */
export function expectedShapes(config: ModelConfig): Map<string, Shape> {
  const { vocabSize, hiddenSize } = config;
  const shapes = new Map<string, Shape>([['model.embed_tokens.weight', [vocabSize, hiddenSize]]]);
  for (let layer = 0; layer < config.layers; layer++) {
    for (const [name, shape] of layerShapes(config)) {
      shapes.set(`model.layers.${layer}.${name}.weight`, shape);
    }
  }
  shapes.set('model.norm.weight', [hiddenSize]);
  if (!config.tied) shapes.set('lm_head.weight', [vocabSize, hiddenSize]);
  return shapes;
}

function layerShapes(config: ModelConfig): readonly (readonly [string, Shape])[] {
  const { hiddenSize, intermediateSize, headDim } = config;
  const queries = config.heads * headDim;
  const keys = config.kvHeads * headDim;
  const headNorms = [
    ['self_attn.q_norm', [headDim]],
    ['self_attn.k_norm', [headDim]],
  ] as const;
  return [
    ['input_layernorm', [hiddenSize]],
    ['self_attn.q_proj', [queries, hiddenSize]],
    ['self_attn.k_proj', [keys, hiddenSize]],
    ['self_attn.v_proj', [keys, hiddenSize]],
    ['self_attn.o_proj', [hiddenSize, queries]],
    ...(MODEL_TYPES[config.modelType].qkNorm ? headNorms : []),
    ['post_attention_layernorm', [hiddenSize]],
    ['mlp.gate_proj', [intermediateSize, hiddenSize]],
    ['mlp.up_proj', [intermediateSize, hiddenSize]],
    ['mlp.down_proj', [hiddenSize, intermediateSize]],
  ];
}

/** Number of trained numbers; a tied output projection counts once. */
export function parameterCount(config: ModelConfig): number {
  return [...expectedShapes(config).values()].reduce(
    (total, shape) => total + shape.reduce((product, size) => product * size, 1),
    0,
  );
}
