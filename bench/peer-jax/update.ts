// Training in jax-js: the clipped surrogate, its gradient, gradient clipping and AdamW written out.
import { numpy as np, tree, valueAndGrad } from '@jax-js/jax';
import type { ModelConfig } from '../../src/checkpoint/checkpoint.ts';
import type { OptimizerStep } from '../../src/engine/engine.ts';
import { type Angles, type Params, score } from './decoder.ts';

/** What is learned from: ids [B, T + 1], mask and old log-probs [B, T], advantages [B, 1]. */
export type JaxBatch = { ids: np.Array; mask: np.Array; old: np.Array; advantages: np.Array };

/** Weights, Adam's moments and the number of updates behind them, f32. */
export type TrainState = { params: Params; first: Params; second: Params; updates: np.Array };

export function untrained(params: Params): TrainState {
  const zeros = () => tree.map((weight: np.Array) => np.zeros(weight.shape), params);
  return { params, first: zeros(), second: zeros(), updates: np.array(0) };
}

const CLIP = [0.8, 1.2] as const;

function surrogate(logprobs: np.Array, { mask, old, advantages }: Omit<JaxBatch, 'ids'>): np.Array {
  const ratio = np.exp(logprobs.sub(old));
  const clipped = np.clip(ratio.ref, ...CLIP).mul(advantages.ref);
  const least = np.minimum(ratio.mul(advantages), clipped);
  return np.negative(least.mul(mask.ref).sum().div(mask.sum()));
}

/** One update, to be jitted. Takes all it is given. */
export function update(
  { params, first, second, updates }: TrainState,
  { ids, ...rest }: JaxBatch,
  angles: Angles,
  { config, optimizer }: { config: ModelConfig; optimizer: OptimizerStep },
): TrainState {
  const loss = (weights: Params) => surrogate(score(weights, ids, angles, config), rest);
  const [value, gradients] = valueAndGrad(loss)(tree.ref(params));
  value.dispose();
  const squares = tree.leaves(tree.ref(gradients)).map((g: np.Array) => np.square(g).sum());
  const norm = np.sqrt(squares.reduce((a, b) => a.add(b)));
  const scale = np.minimum(np.reciprocal(norm).mul(optimizer.maxGradNorm), 1);
  const { learningRate, beta1, beta2, epsilon, weightDecay } = optimizer;
  const step = updates.add(1);
  // 1 - beta^step, the correction of a moment's start at 0.
  const correction = (beta: number) => np.negative(np.exp(step.ref.mul(Math.log(beta)))).add(1);
  const [firstRate, secondRate] = [correction(beta1), correction(beta2)];
  const clipped = tree.map((g: np.Array) => g.mul(scale.ref), gradients);
  const moved = tree.map(
    (m: np.Array, g: np.Array) => m.mul(beta1).add(g.mul(1 - beta1)),
    first,
    tree.ref(clipped),
  );
  const spread = tree.map(
    (v: np.Array, g: np.Array) => v.mul(beta2).add(np.square(g).mul(1 - beta2)),
    second,
    clipped,
  );
  const next = tree.map(
    (weight: np.Array, m: np.Array, v: np.Array) => {
      const size = np.sqrt(v.div(secondRate.ref)).add(epsilon);
      const change = m.div(firstRate.ref).div(size).mul(learningRate);
      return weight.mul(1 - learningRate * weightDecay).sub(change);
    },
    params,
    tree.ref(moved),
    tree.ref(spread),
  );
  for (const used of [scale, firstRate, secondRate]) used.dispose();
  return { params: next, first: moved, second: spread, updates: step };
}
