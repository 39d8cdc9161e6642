// Checks that weights are those of a decoder: all there, of the right shape, and no others.

import { FormatError } from '../format-error.ts';
import { show } from '../json.ts';
import type { ModelConfig, Weight, Weights } from './checkpoint.ts';
import { expectedShapes, type Shape } from './shapes.ts';

const EMBEDDING = 'model.embed_tokens.weight';
const HEAD = 'lm_head.weight';

/**
 * The weights the config asks for, in the order of the forward pass. Leaves out what Hugging Face
 * files may hold too: rotary frequencies, and a tied output projection if it equals the embedding.
 * @param file begins the messages
 * @throws FormatError naming the tensor and the shape it should have
 */
export function checkWeights(weights: Weights, config: ModelConfig, file: string): Weights {
  const shapes = expectedShapes(config);
  const checked = new Map<string, Weight>();
  for (const [name, shape] of shapes) {
    checked.set(name, expectShape(weights.get(name), shape, `${file}: tensor ${show(name)}`));
  }
  for (const [name, weight] of weights) {
    if (shapes.has(name) || name.endsWith('.rotary_emb.inv_freq')) continue;
    if (name === HEAD && equal(weight, weights.get(EMBEDDING))) continue;
    const allowed =
      name === HEAD
        ? `none, or one equal to ${EMBEDDING}, for tie_word_embeddings is true`
        : `the ${shapes.size} tensors of a ${config.modelType} of ${config.layers} layers`;
    throw new FormatError(`${file}: tensor ${show(name)} is not expected; allowed: ${allowed}.`);
  }
  return checked;
}

function expectShape(weight: Weight | undefined, shape: Shape, what: string): Weight {
  if (weight === undefined) {
    throw new FormatError(`${what} is absent; it should have shape ${show(shape)}.`);
  }
  if (!sameShape(weight.shape, shape)) {
    throw new FormatError(`${what} has shape ${show(weight.shape)}; allowed: ${show(shape)}.`);
  }
  return weight;
}

function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}

function equal(weight: Weight, other: Weight | undefined): boolean {
  return (
    other !== undefined &&
    sameShape(weight.shape, other.shape) &&
    weight.data.every((value, index) => value === other.data[index])
  );
}
