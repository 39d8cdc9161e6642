// How a WGSL kernel is described: stages, each a shader over numbered workgroups, launched one after
// the other. Knows the kernel table, not the device.
import type { BufferArgument, KernelName, SizeArgument } from '../kernels.ts';

/**
 * A shader. `code` declares `fn run(group: u32, lane: u32)`. It reads the kernel's buffers by functions
 * of their names, `x(i)`, writes them by `set_x(i, value)`, and finds sizes and numbers in `u`.
 * Workgroups are independent: they run in any order and in any number of dispatches.
 */
export interface Stage {
  /** Tells stages of a kernel apart. */
  readonly name: string;
  /** Invocations of a workgroup. */
  readonly lanes: number;
  readonly code: string;
  /** Whole numbers a launch adds, found in `u`. */
  readonly extra?: readonly string[];
  /** Memory is read and written four numbers at a time: `x4(i)`, `set_x4(i, value)`, i whole fours. */
  readonly fours?: boolean;
}

export interface Launch {
  readonly stage: Stage;
  readonly groups: number;
  /** Multiplications or so of one workgroup: long launches are cut. */
  readonly cost: number;
  readonly extra?: Readonly<Record<string, number>>;
  /** Elements of `temp`, memory of the kernel's own that lasts until its last launch. */
  readonly temp?: number;
}

/** What is known when a kernel runs. */
export interface Sizes<K extends KernelName> {
  readonly sizes: { readonly [S in SizeArgument<K>]: number };
  /** Lengths of the buffers, which may be longer than the batch needs. */
  readonly lengths: { readonly [B in BufferArgument<K>]: number };
  /** Whether all buffers begin at multiples of four numbers. */
  readonly aligned: boolean;
}

export type GpuKernel<K extends KernelName> = (known: Sizes<K>) => readonly Launch[];

/** One workgroup of 64 for every 64 of n. */
export const groupsOf = (n: number, size = 64): number => Math.ceil(n / size);

/** A stage that does something for each of `count` (a WGSL expression) whole numbers `i`. */
export function each(name: string, count: string, code: string, helpers = ''): Stage {
  return {
    name,
    lanes: 64,
    code: `${helpers}
fn run(group: u32, lane: u32) {
  let i = group * 64u + lane;
  if (i >= ${count}) { return; }
  ${code}
}`,
  };
}
