// How a WGSL kernel is described: stages, each a shader over numbered workgroups, launched one after the
// other.
import type { BufferArgument, KernelName, SizeArgument } from '../../machine/kernels.ts';

/**
 * A shader. `code` declares `fn run(group: u32, lane: u32)`. It reads the kernel's buffers by functions
 * of their names, `x(i)`, writes them by `set_x(i, value)`, and finds sizes and numbers in `u`.
 * Workgroups are independent: they run in any order and in any number of dispatches.
 */
export interface ShaderStage {
  /** Tells stages of a kernel apart. */
  readonly name: string;
  /** Invocations of a workgroup. */
  readonly lanes: number;
  readonly code: string;
  /** Whole numbers a launch adds, found in `u`. */
  readonly extra?: readonly string[];
  /** The code with subgroups of at least so many invocations, a power of two, to the same bits. */
  readonly subgroups?: (least: number) => string;
  /** What the code must be allowed to use. */
  readonly enable?: 'subgroups';
  /** Memory is written so many numbers at a time, i whole multiples: `x_4(i)`, `set_x_4(i, value)`. */
  readonly width?: Width;
}

export type Width = 1 | 2 | 4;

export interface Launch {
  readonly stage: ShaderStage;
  readonly groups: number;
  /** Multiplications or so of one workgroup: long launches are cut. */
  readonly cost: number;
  readonly extra?: Readonly<Record<string, number>>;
  /** Elements of `temp`, memory of the kernel's own that lasts until its last launch. */
  readonly temp?: number;
}

/** What is known when a kernel runs. */
export interface KernelFacts<K extends KernelName> {
  readonly sizes: { readonly [S in SizeArgument<K>]: number };
  /** Lengths of the buffers, which may be longer than the batch needs. */
  readonly lengths: { readonly [B in BufferArgument<K>]: number };
  /** Whether all buffers begin at multiples of four numbers. */
  readonly aligned: boolean;
  /** Whether the device is a few cores rather than many: then work is cut coarsely. */
  readonly coarse: boolean;
}

export type GpuKernel<K extends KernelName> = (known: KernelFacts<K>) => readonly Launch[];

const stages = new Map<string, ShaderStage>();

/** The stage of this name, written once: kernels are asked for their launches at every call. */
export function written(name: string, write: () => Omit<ShaderStage, 'name'>): ShaderStage {
  const stage = stages.get(name) ?? { name, ...write() };
  stages.set(name, stage);
  return stage;
}

/** One workgroup of 64 for every 64 of n. */
export const groupsOf = (n: number, size = 64): number => Math.ceil(n / size);

/** A stage that does something for each of `count` (a WGSL expression) whole numbers `i`. */
export function each(name: string, count: string, code: string, helpers = ''): ShaderStage {
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

/** As `each`, for fours of numbers where all are whole; `@` in the code is then _4 and `i` a multiple. */
export function eachFour(
  name: string,
  count: string,
  code: string,
): (fours: boolean) => ShaderStage {
  const stages = [false, true].map((fours): ShaderStage => {
    const at = fours ? '(group * 64u + lane) * 4u' : 'group * 64u + lane';
    return {
      name: fours ? `${name} in fours` : name,
      lanes: 64,
      width: fours ? 4 : 1,
      code: `
fn run(group: u32, lane: u32) {
  let i = ${at};
  if (i >= ${count}) { return; }
  ${code.replaceAll('@', fours ? '_4' : '')}
}`,
    };
  });
  return (fours) => {
    const stage = stages[fours ? 1 : 0];
    if (stage === undefined) throw new Error(`${name} has no such stage`);
    return stage;
  };
}
