// Weights in the form a kernel set multiplies by, prepared once before a list of calls runs.

import type { Arena, PlanBuffer } from '../machine/arena.ts';
import { call, type KernelCall } from '../machine/call.ts';
import type { KernelSizes } from '../machine/kernels.ts';
import type { LayerWeights, ModelWeights, WeightMatrix } from './weights.ts';

export const PROJECTIONS = ['q', 'k', 'v', 'o', 'gate', 'up', 'down'] as const;
export type Projection = (typeof PROJECTIONS)[number];

export interface Operands {
  /** Per layer: x W^T. */
  readonly layers: readonly Readonly<Record<Projection, PlanBuffer>>[];
  readonly head: PlanBuffer;
  readonly prepare: readonly KernelCall[];
}

/** `direction` forward multiplies by the transposed weight, back by the weight itself. */
export function operands(
  arena: Arena,
  sizes: KernelSizes,
  weights: ModelWeights,
  direction: 'forward' | 'back',
): Operands {
  const prepare: KernelCall[] = [];
  const forward = direction === 'forward';
  const operand = ({ buffer, rows, columns }: WeightMatrix): PlanBuffer => {
    if (sizes.plain && !forward) return buffer;
    const length = forward ? sizes.prepared(columns, rows) : sizes.prepared(rows, columns);
    const prepared = arena.take(`${direction} ${buffer.name}`, 'operands', length);
    const transposed = forward ? 1 : 0;
    prepare.push(call('prepare', { weight: buffer, prepared }, { rows, columns, transposed }));
    return prepared;
  };
  const layer = (of: LayerWeights) => ({
    q: operand(of.q),
    k: operand(of.k),
    v: operand(of.v),
    o: operand(of.o),
    gate: operand(of.gate),
    up: operand(of.up),
    down: operand(of.down),
  });
  return { layers: weights.layers.map(layer), head: operand(weights.head), prepare };
}
