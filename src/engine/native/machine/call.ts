// A kernel call as data: which kernel, on which buffers, how large.

import type { PlanBuffer } from './arena.ts';
import type { BufferArgument, KernelName, NumberArgument, SizeArgument } from './kernels.ts';

/** Sizes known only when a batch is there. */
export type BatchSizeName = 'tokens' | 'rows' | 'targets' | 'weighted' | 'sequences';

/** A number, or `times` a size of the batch. */
export type Size = number | { readonly of: BatchSizeName; readonly times: number };

/** Numbers known only when a step is taken. */
export type ValueName =
  | 'inverseTemperature'
  | 'clip'
  | 'beta1'
  | 'beta2'
  | 'rest1'
  | 'rest2'
  | 'rate'
  | 'correction'
  | 'epsilon'
  | 'decay';

export type CallValue = number | ValueName;

export interface KernelCall<K extends KernelName = KernelName> {
  readonly kernel: K;
  readonly buffers: Readonly<Record<string, PlanBuffer>>;
  readonly sizes: Readonly<Record<string, Size>>;
  readonly numbers: Readonly<Record<string, CallValue>>;
}

/** The arguments of a kernel by name; the compiler checks that they are those of its row. */
export interface Arguments<K extends KernelName> {
  readonly buffers: { readonly [B in BufferArgument<K>]: PlanBuffer };
  readonly sizes: { readonly [S in SizeArgument<K>]: Size };
  readonly numbers: { readonly [N in NumberArgument<K>]: CallValue };
}

export function call<K extends KernelName>(
  kernel: K,
  buffers: Arguments<K>['buffers'],
  sizes: Arguments<K>['sizes'],
  ...[numbers]: NumberArgument<K> extends never ? [] : [Arguments<K>['numbers']]
): KernelCall {
  return { kernel, buffers, sizes, numbers: numbers ?? {} };
}

export const times = (of: BatchSizeName, factor: number): Size => ({ of, times: factor });
export const TOKENS = times('tokens', 1);
export const ROWS = times('rows', 1);
export const TARGETS = times('targets', 1);
export const WEIGHTED = times('weighted', 1);
/** Sequences being decoded. */
export const SEQUENCES = times('sequences', 1);
