// How a reference kernel is called: buffers, sizes and numbers by name, all memory in float64.
import type {
  BufferArgument,
  KernelName,
  NumberArgument,
  SizeArgument,
} from '../machine/kernels.ts';

/** A kernel of the table in plain float64: the definition the fast ones are tested against. */
export type Reference<K extends KernelName> = (
  buffers: { readonly [B in BufferArgument<K>]: Float64Array },
  sizes: { readonly [S in SizeArgument<K>]: number },
  numbers: { readonly [N in NumberArgument<K>]: number },
) => void;

/** Row `index` of a matrix whose rows have `width` numbers. */
export function rowOf(matrix: Float64Array, index: number, width: number): Float64Array {
  return matrix.subarray(index * width, (index + 1) * width);
}

/**
 * x[i]; NaN, which fails every comparison, where there is none. Inner loops do not call `at`: everything calls
 * it, so that it is compiled for lists of every kind and many times slower.
 */
export function entry(x: ArrayLike<number>, i: number): number {
  return x[i] ?? Number.NaN;
}

/** y[i] += value. */
export function addAt(y: Float64Array, i: number, value: number): void {
  y[i] = (y[i] ?? Number.NaN) + value;
}

/** y += factor x. */
export function addMultiple(y: Float64Array, factor: number, x: Float64Array): void {
  for (let i = 0; i < y.length; i++) y[i] = (y[i] ?? Number.NaN) + factor * (x[i] ?? Number.NaN);
}

export function dot(x: ArrayLike<number>, y: ArrayLike<number>, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += (x[i] ?? Number.NaN) * (y[i] ?? Number.NaN);
  return sum;
}

/** Probabilities of a row of logits, their entropy and the log of the sum of exponentials. */
export function softmax(logits: ArrayLike<number>) {
  const values = Array.from(logits);
  const maximum = Math.max(...values);
  const total = values.reduce((sum, value) => sum + Math.exp(value - maximum), 0);
  const logSum = maximum + Math.log(total);
  const logprobs = values.map((value) => value - logSum);
  const probabilities = logprobs.map(Math.exp);
  const entropy = -probabilities.reduce(
    (sum, p, i) => sum + (p > 0 ? p * entry(logprobs, i) : 0),
    0,
  );
  return { logprobs, probabilities, entropy };
}
