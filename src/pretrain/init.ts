// Weights of a fresh decoder, from the init stream.
import type { ModelConfig, Weights } from '../checkpoint/checkpoint.ts';
import { expectedShapes } from '../checkpoint/shapes.ts';
import { draws } from '../random/random.ts';

/**
 * Norms start at 1, embeddings at standard deviation 0.05, projections at 1/sqrt(inputs); those that
 * write into the residual stream are scaled down by sqrt(2 layers), as in GPT-2.
 */
export function initialWeights(config: ModelConfig, seed: number): Weights {
  const weights = new Map<string, { shape: readonly number[]; data: Float32Array }>();
  let sequence = 0;
  for (const [name, shape] of expectedShapes(config)) {
    const random = draws({ seed, stream: 'init', step: 0, sequence: sequence++ });
    const size = shape.reduce((product, n) => product * n, 1);
    const deviation = deviationOf(name, shape, config);
    const data = Float32Array.from({ length: size }, () =>
      deviation === null ? 1 : deviation * random.normal(),
    );
    weights.set(name, { shape, data });
  }
  return weights;
}

/** null: a norm's weight. */
function deviationOf(name: string, shape: readonly number[], config: ModelConfig): number | null {
  if (name.includes('norm')) return null;
  if (name.includes('embed_tokens')) return 0.05;
  const projection = 1 / Math.sqrt(shape[1] ?? 1);
  const residual = name.includes('o_proj') || name.includes('down_proj');
  return residual ? projection / Math.sqrt(2 * config.layers) : projection;
}
