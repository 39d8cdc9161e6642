// Floating-point operations of a train step, counted from the shape alone.
import type { BenchWork } from './work.ts';

/**
 * A multiply-add is two operations; the backward pass costs twice the forward pass (Kaplan et al.
 * 2020, section 2.1). Counted are products with weights and causal attention, nothing element by
 * element and nothing computed a second time.
 */
export function trainFlops({ config, rows, tokens }: BenchWork): number {
  const { hiddenSize, intermediateSize, headDim, heads, kvHeads, layers, vocabSize } = config;
  const projections = hiddenSize * headDim * (2 * heads + 2 * kvHeads);
  const perToken = layers * (projections + 3 * hiddenSize * intermediateSize);
  const head = hiddenSize * vocabSize;
  // Each token looks at itself and those before it, once for scores and once for values.
  const pairs = (tokens * (tokens + 1)) / 2;
  const attention = layers * pairs * 2 * heads * headDim;
  return 3 * 2 * rows * (tokens * (perToken + head) + attention);
}
