// Where a model's weights lie: one after the other in the order of the forward pass, in Hugging Face's
// orientation, so that gradients and moments have the same places.
import type { ModelConfig } from '../../../checkpoint/checkpoint.ts';
import { MODEL_TYPES } from '../../../checkpoint/model-types.ts';
import { expectedShapes } from '../../../checkpoint/shapes.ts';
import type { PlanBuffer } from '../machine/arena.ts';

export interface WeightMatrix {
  readonly buffer: PlanBuffer;
  /** [out, in] */
  readonly rows: number;
  readonly columns: number;
}

export interface LayerWeights {
  readonly inputNorm: PlanBuffer;
  readonly q: WeightMatrix;
  readonly k: WeightMatrix;
  readonly v: WeightMatrix;
  readonly o: WeightMatrix;
  /** Null unless the model normalizes queries and keys. */
  readonly qNorm: PlanBuffer | null;
  readonly kNorm: PlanBuffer | null;
  readonly middleNorm: PlanBuffer;
  readonly gate: WeightMatrix;
  readonly up: WeightMatrix;
  readonly down: WeightMatrix;
}

export interface ModelWeights {
  readonly embedding: WeightMatrix;
  readonly layers: readonly LayerWeights[];
  readonly finalNorm: PlanBuffer;
  /** The embedding where the head is tied to it. */
  readonly head: WeightMatrix;
}

/** Every weight by name, in elements from the first. */
export function weightPlaces(config: ModelConfig): Map<string, PlanBuffer> {
  const places = new Map<string, PlanBuffer>();
  let end = 0;
  for (const [name, shape] of expectedShapes(config)) {
    const length = shape.reduce((product, size) => product * size, 1);
    places.set(name, { name, purpose: 'weights', region: 'weights', offset: 4 * end, length });
    end += length;
  }
  return places;
}

/** The gradient that belongs to a weight. */
export function gradientOf(weight: PlanBuffer): PlanBuffer {
  return {
    ...weight,
    name: `gradient of ${weight.name}`,
    purpose: 'gradients',
    region: 'gradients',
  };
}

export function modelWeights(config: ModelConfig): ModelWeights {
  const places = weightPlaces(config);
  const shapes = expectedShapes(config);
  const vector = (name: string): PlanBuffer => {
    const place = places.get(name);
    if (place === undefined) throw new Error(`a ${config.modelType} has no weight ${name}`);
    return place;
  };
  const matrix = (name: string): WeightMatrix => {
    const [rows = 0, columns = 0] = shapes.get(name) ?? [];
    return { buffer: vector(name), rows, columns };
  };
  const layer = (index: number): LayerWeights => {
    const name = (part: string) => `model.layers.${index}.${part}.weight`;
    const headNorm = (which: string) => {
      const { qkNorm } = MODEL_TYPES[config.modelType];
      return qkNorm ? vector(name(`self_attn.${which}_norm`)) : null;
    };
    return {
      inputNorm: vector(name('input_layernorm')),
      q: matrix(name('self_attn.q_proj')),
      k: matrix(name('self_attn.k_proj')),
      v: matrix(name('self_attn.v_proj')),
      o: matrix(name('self_attn.o_proj')),
      qNorm: headNorm('q'),
      kNorm: headNorm('k'),
      middleNorm: vector(name('post_attention_layernorm')),
      gate: matrix(name('mlp.gate_proj')),
      up: matrix(name('mlp.up_proj')),
      down: matrix(name('mlp.down_proj')),
    };
  };
  const embedding = matrix('model.embed_tokens.weight');
  return {
    embedding,
    layers: Array.from({ length: config.layers }, (_, index) => layer(index)),
    finalNorm: vector('model.norm.weight'),
    head: config.tied ? embedding : matrix('lm_head.weight'),
  };
}

/** Rotary cosines and sines [context, D], behind the weights: made when the model is loaded. */
export function rotaryTable(config: ModelConfig): PlanBuffer {
  const last = [...weightPlaces(config).values()].at(-1);
  const offset = last === undefined ? 0 : last.offset + 4 * last.length;
  const length = config.contextLength * config.headDim;
  return { name: 'rotary table', purpose: 'weights', region: 'weights', offset, length };
}

/** All weights as one buffer; gradients and moments have its length. */
export function flatWeights(config: ModelConfig): PlanBuffer {
  const length = rotaryTable(config).offset / 4;
  return { name: 'weights', purpose: 'weights', region: 'weights', offset: 0, length };
}
