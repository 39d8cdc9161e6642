// AdamW with global-norm clipping on flat arrays: computed in float64, stored in float32.
import type { OptimizerStep } from './engine.ts';

/** Moments of the gradient, each as long as the parameters, and the updates done so far. */
export interface AdamState {
  readonly first: Float32Array;
  readonly second: Float32Array;
  readonly updates: number;
}

export function initialAdam(length: number): AdamState {
  return { first: new Float32Array(length), second: new Float32Array(length), updates: 0 };
}

/**
 * One step of AdamW (Loshchilov and Hutter 2019): clip the gradient's norm to `maxGradNorm`, decay
 * the weights, add the bias-corrected Adam step. Returns new arrays. Zero gradient, zero moments
 * and no weight decay leave the weights as they are.
 * @param params [n] all weights, for the norm is that of `grads`; for weights kept in several
 *   arrays scale the gradients by `clipScale` of the common norm and pass maxGradNorm 0
 * @throws when lengths differ, an option is out of range or a gradient is not finite
 */
export function adamw(
  params: Float32Array,
  grads: Float32Array,
  state: AdamState,
  step: OptimizerStep,
): { params: Float32Array; state: AdamState } {
  requireValid(params, grads, state, step);
  const scale = clipScale(gradNorm([grads]), step.maxGradNorm);
  const { beta1, beta2, epsilon, learningRate } = step;
  const updates = state.updates + 1;
  const firstScale = learningRate / (1 - beta1 ** updates);
  const secondScale = 1 / (1 - beta2 ** updates);
  const decay = 1 - learningRate * step.weightDecay;
  const next = new Float32Array(params.length);
  const first = new Float32Array(params.length);
  const second = new Float32Array(params.length);
  for (let i = 0; i < params.length; i++) {
    // All four are of one length, which was checked.
    const gradient = (grads[i] ?? Number.NaN) * scale;
    const m = beta1 * (state.first[i] ?? Number.NaN) + (1 - beta1) * gradient;
    const v = beta2 * (state.second[i] ?? Number.NaN) + (1 - beta2) * gradient * gradient;
    const param = params[i] ?? Number.NaN;
    next[i] = param * decay - (firstScale * m) / (Math.sqrt(v * secondScale) + epsilon);
    first[i] = m;
    second[i] = v;
  }
  return { params: next, state: { first, second, updates } };
}

/** Global L2 norm over all arrays, summed in float64. Throws at an entry that is not finite. */
export function gradNorm(grads: readonly Float32Array[]): number {
  let squares = 0;
  grads.forEach((array, which) => {
    for (let i = 0; i < array.length; i++) {
      const value = array[i] ?? Number.NaN;
      if (!Number.isFinite(value))
        throw new Error(`gradient ${i} of array ${which} is ${value}; it must be finite`);
      squares += value * value;
    }
  });
  return Math.sqrt(squares);
}

/** What gradients are multiplied by so that their norm is at most `maxGradNorm`; 0 does not clip. */
export function clipScale(norm: number, maxGradNorm: number): number {
  return maxGradNorm > 0 && norm > maxGradNorm ? maxGradNorm / norm : 1;
}

function requireValid(
  params: Float32Array,
  grads: Float32Array,
  state: AdamState,
  step: OptimizerStep,
): void {
  for (const [name, { length }] of Object.entries({
    grads,
    'state.first': state.first,
    'state.second': state.second,
  }))
    if (length !== params.length)
      throw new Error(`${name} has ${length} numbers; params has ${params.length}`);
  const range = (name: keyof OptimizerStep, ok: boolean, allowed: string) => {
    if (!ok) throw new Error(`${name} is ${step[name]}; allowed are ${allowed}`);
  };
  range('beta1', step.beta1 >= 0 && step.beta1 < 1, 'numbers from 0 to below 1');
  range('beta2', step.beta2 >= 0 && step.beta2 < 1, 'numbers from 0 to below 1');
  range('epsilon', step.epsilon > 0, 'numbers above 0');
  for (const name of ['learningRate', 'weightDecay', 'maxGradNorm'] as const)
    range(name, step[name] >= 0 && step[name] < Number.POSITIVE_INFINITY, 'numbers from 0');
}
