// The decoder's operations, each with its gradient, on tensors of any tfjs backend.
import * as tf from '@tensorflow/tfjs-core';

// They avoid known faults: matrix gradients transpose explicitly (transposed operands are slow on wasm),
// embeddings back-propagate by a one-hot product (scatter is missing on wasm and unordered on webgpu), and
// tfjs's own gradient table, which its packages only register as a whole, is not needed.

/** A value, the tensors that its gradient reads, and the gradient of each input. */
interface Differentiable<S extends tf.Tensor[]> {
  readonly value: tf.Tensor;
  readonly save: S;
  readonly backward: (dy: tf.Tensor, saved: S) => tf.Tensor | tf.Tensor[];
}

const sameLength = <S extends tf.Tensor[]>(saved: tf.Tensor[], save: S): saved is S =>
  saved.length === save.length;

/**
 * tf.customGrad with typed inputs and typed saved tensors.
 * What `backward` reads must be in `save`: anything else is freed when the forward pass ends.
 */
function withGradient<I extends tf.Tensor[], S extends tf.Tensor[] | []>(
  forward: (...inputs: I) => Differentiable<S>,
): (...inputs: I) => tf.Tensor {
  return (...inputs) =>
    tf.customGrad((...args) => {
      const keep = args.at(-1);
      if (typeof keep !== 'function') throw new Error('tfjs gave no function that saves tensors');
      const { value, save, backward } = forward(...inputs);
      keep(save);
      const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => {
        if (sameLength(saved, save)) return backward(dy, saved);
        throw new Error(`tfjs gave back ${saved.length} saved tensors; expected ${save.length}`);
      };
      return { value, gradFunc };
    })(...inputs);
}

function transposeLast(x: tf.Tensor): tf.Tensor {
  const leading = x.shape.slice(0, -2).map((_, axis) => axis);
  return tf.transpose(x, [...leading, x.rank - 1, x.rank - 2]);
}

/** [..., m, k] x [..., k, n] -> [..., m, n]; equal leading dimensions, no broadcasting. */
export const matmul = withGradient((a: tf.Tensor, b: tf.Tensor) => ({
  value: tf.matMul(a, b),
  save: [a, b],
  backward: (dy, [a, b]) => [tf.matMul(dy, transposeLast(b)), tf.matMul(transposeLast(a), dy)],
}));

/** Rows of a table [V, d] by ids [N] (int32) -> [N, d]; the ids have no gradient. */
export function embed(table: tf.Tensor, ids: tf.Tensor1D): tf.Tensor {
  const vocabulary = table.shape[0] ?? 0;
  const gather = withGradient((table: tf.Tensor) => ({
    value: tf.gather(table, ids),
    save: [ids],
    backward: (dy, [ids]) => tf.matMul(transposeLast(oneHot(ids, vocabulary)), dy),
  }));
  return gather(table);
}

/** [N] -> [N, size] in f32. Cast, for tfjs-wasm gives wrong numbers for a float oneHot. */
function oneHot(ids: tf.Tensor, size: number): tf.Tensor {
  return tf.cast(tf.oneHot(ids, size), 'float32');
}

/** x / sqrt(mean(x^2) + eps) * weight over the last axis; x [..., d], weight [d]. */
export function rmsNorm(x: tf.Tensor, weight: tf.Tensor, eps: number): tf.Tensor {
  const norm = withGradient((x: tf.Tensor, weight: tf.Tensor) => {
    const inverse = tf.rsqrt(tf.add(tf.mean(tf.square(x), -1, true), eps)); // [..., 1]
    const normalized = tf.mul(x, inverse);
    return {
      value: tf.mul(normalized, weight),
      save: [normalized, inverse, weight],
      backward: (dy, [normalized, inverse, weight]) => {
        const product = tf.mul(dy, normalized);
        const scaled = tf.mul(dy, weight);
        const projection = tf.mean(tf.mul(scaled, normalized), -1, true);
        const dx = tf.mul(tf.sub(scaled, tf.mul(normalized, projection)), inverse);
        const d = weight.size;
        return [dx, tf.sum(tf.reshape(product, [-1, d]), 0)];
      },
    };
  });
  return norm(x, weight);
}

/** silu(gate) * up, elementwise. */
export const swiglu = withGradient((gate: tf.Tensor, up: tf.Tensor) => {
  const sigmoid = tf.sigmoid(gate);
  const silu = tf.mul(gate, sigmoid);
  return {
    value: tf.mul(silu, up),
    save: [sigmoid, silu, up],
    backward: (dy, [sigmoid, silu, up]) => {
      // d silu / d gate = sigmoid + silu (1 - sigmoid)
      const slope = tf.add(sigmoid, tf.mul(silu, tf.sub(1, sigmoid)));
      return [tf.mul(tf.mul(dy, up), slope), tf.mul(dy, silu)];
    },
  };
});

/** Sum of two tensors of one shape. */
export const add = withGradient((a: tf.Tensor, b: tf.Tensor) => ({
  value: tf.add(a, b),
  save: [],
  backward: (dy) => [dy, dy],
}));

export function reshape(x: tf.Tensor, shape: number[]): tf.Tensor {
  const change = withGradient((x: tf.Tensor) => ({
    value: tf.reshape(x, shape),
    save: [],
    backward: (dy) => tf.reshape(dy, x.shape),
  }));
  return change(x);
}

export function transpose(x: tf.Tensor, axes: number[]): tf.Tensor {
  const back = axes.map((_, axis) => axes.indexOf(axis));
  const permute = withGradient((x: tf.Tensor) => ({
    value: tf.transpose(x, axes),
    save: [],
    backward: (dy) => tf.transpose(dy, back),
  }));
  return permute(x);
}

export function scale(x: tf.Tensor, factor: number): tf.Tensor {
  const multiply = withGradient((x: tf.Tensor) => ({
    value: tf.mul(x, factor),
    save: [],
    backward: (dy) => tf.mul(dy, factor),
  }));
  return multiply(x);
}

/** Columns from `start` on of x [B, T, d]. */
export function columnsFrom(x: tf.Tensor, start: number): tf.Tensor {
  const [B = 0, T = 0, d = 0] = x.shape;
  const cut = withGradient((x: tf.Tensor) => ({
    value: tf.slice(x, [0, start, 0], [B, T - start, d]),
    save: [],
    backward: (dy) => tf.concat([tf.zeros([B, start, d]), dy], 1),
  }));
  return start === 0 ? x : cut(x);
}

/** Each of K heads `repeats` times in a row: [B, K, T, D] -> [B, K * repeats, T, D]. */
export function repeatHeads(x: tf.Tensor, repeats: number): tf.Tensor {
  const [B = 0, K = 0, T = 0, D = 0] = x.shape;
  const repeat = withGradient((x: tf.Tensor) => ({
    value: tf.reshape(tf.tile(tf.reshape(x, [B * K, 1, T * D]), [1, repeats, 1]), [
      B,
      K * repeats,
      T,
      D,
    ]),
    save: [],
    backward: (dy) => tf.reshape(tf.sum(tf.reshape(dy, [B * K, repeats, T * D]), 1), [B, K, T, D]),
  }));
  return repeats === 1 ? x : repeat(x);
}

/** Cosines and sines [T, D] of rotary positions, and R [D, D] with x R = rotate_half(x). */
export interface Rotation {
  readonly cos: tf.Tensor;
  readonly sin: tf.Tensor;
  /** A product with a small matrix is cheaper here than slicing and joining. */
  readonly half: tf.Tensor;
}

/** Rotary position embedding (Su et al. 2021) of x [B, n, T, D]: x cos + rotate_half(x) sin. */
export function rotate(x: tf.Tensor, { cos, sin, half }: Rotation): tf.Tensor {
  const product = (x: tf.Tensor, matrix: tf.Tensor) =>
    tf.reshape(tf.matMul(tf.reshape(x, [-1, matrix.shape[0] ?? 0]), matrix), x.shape);
  const turn = withGradient((x: tf.Tensor) => ({
    value: tf.add(tf.mul(x, cos), tf.mul(product(x, half), sin)),
    save: [cos, sin, half],
    backward: (dy, [cos, sin, half]) =>
      tf.add(tf.mul(dy, cos), product(tf.mul(dy, sin), transposeLast(half))),
  }));
  return turn(x);
}

/** softmax(scores * factor + mask) over the last axis; the mask has no gradient. */
export function attentionWeights(scores: tf.Tensor, mask: tf.Tensor, factor: number): tf.Tensor {
  const normalize = withGradient((scores: tf.Tensor) => {
    const weights = tf.softmax(tf.add(tf.mul(scores, factor), mask));
    return {
      value: weights,
      save: [weights],
      backward: (dy, [weights]) => {
        const product = tf.mul(dy, weights);
        const through = tf.sub(product, tf.mul(weights, tf.sum(product, -1, true)));
        return tf.mul(through, factor);
      },
    };
  });
  return normalize(scores);
}

/** Scalar sum of x * weights; the weights have no gradient. */
export function weightedSum(x: tf.Tensor, weights: tf.Tensor): tf.Tensor {
  const sum = withGradient((x: tf.Tensor) => ({
    value: tf.sum(tf.mul(x, weights)),
    save: [weights],
    backward: (dy, [weights]) => tf.mul(weights, dy),
  }));
  return sum(x);
}

/** Log-probs of the target ids [N] under logits [N, V] -> [N]. */
export function targetLogprobs(logits: tf.Tensor, targets: tf.Tensor1D): tf.Tensor {
  const pick = withGradient((logits: tf.Tensor) => {
    const hot = oneHot(targets, logits.shape[1] ?? 0);
    const logprobs = tf.logSoftmax(logits);
    return {
      value: tf.sum(tf.mul(logprobs, hot), -1),
      save: [logprobs, hot],
      backward: (dy, [logprobs, hot]) =>
        tf.mul(tf.sub(hot, tf.exp(logprobs)), tf.expandDims(dy, -1)),
    };
  });
  return pick(logits);
}
