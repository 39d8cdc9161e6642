// The machine interface: memory in regions and a kernel set.

import type { PlanBuffer, RegionName } from './arena.ts';
import type { BatchSizeName, CallValue, KernelCall, Size, ValueName } from './call.ts';
import { KERNELS, type KernelName, type KernelSizes } from './kernels.ts';

// The WASM machine and the float64 reference run a call when it is made, a GPU when something is read.

/** A stretch of the machine's memory; `bytes` as allocated. */
export interface Region {
  readonly address: number;
  readonly bytes: number;
}

export type Regions = { readonly [R in RegionName]?: Region };
export type Sizes = { readonly [S in BatchSizeName]?: number };
export type Values = { readonly [V in ValueName]?: number };

/** f32 numbers; f64 in the reference. */
export type Numbers = Float32Array | Float64Array;

/** A kernel: its buffers' addresses, its sizes and its numbers, in the order of its row. */
export type Kernel = (...args: number[]) => void;

export interface Machine {
  readonly kernelSizes: KernelSizes;
  /** Memory is on a device: a readback waits long, so that draws and authors are better made there. */
  readonly isDeviceResident: boolean;
  /** Calls bound to regions: what remains to be given are a batch's sizes and numbers. */
  readonly program: (calls: readonly KernelCall[], regions: Regions) => Program;
  /** @throws EngineError when there is no room */
  readonly allocate: (bytes: number) => Region;
  readonly free: (region: Region) => void;
  /** Bytes in use, and bytes of memory held. */
  readonly memory: () => { readonly used: number; readonly held: number };
  readonly write: (address: number, numbers: ArrayLike<number>) => void;
  readonly writeIntegers: (address: number, integers: ArrayLike<number>) => void;
  /**
   * Numbers as they are after all that was asked for before. Reads asked for together may be answered
   * together. A view where memory is the host's: void after the next allocation or call.
   */
  readonly read: (address: number, length: number) => Numbers | Promise<Numbers>;
}

/** Makes something of numbers: at once where memory is the host's, before it changes, else when they come. */
export async function whenRead<T>(
  numbers: Numbers | Promise<Numbers>,
  make: (numbers: Numbers) => T,
): Promise<T> {
  return make(numbers instanceof Promise ? await numbers : numbers);
}

export function addressOf(buffer: PlanBuffer, regions: Regions): number {
  const region = regions[buffer.region];
  if (region === undefined) throw new Error(`${buffer.name} lies in ${buffer.region}, not given`);
  return region.address + buffer.offset;
}

/** Runs bound calls at the sizes and numbers of a batch. */
export type Program = (sizes: Sizes, values?: Values) => void;

interface BoundCall {
  readonly kernel: Kernel;
  /** The arguments, those of the batch filled in before each run. */
  readonly args: number[];
  readonly sizes: readonly {
    readonly at: number;
    readonly of: BatchSizeName;
    readonly times: number;
  }[];
  readonly values: readonly { readonly at: number; readonly name: ValueName }[];
}

export type KernelTable = Readonly<Partial<Record<KernelName, Kernel>>>;

/** The program of a machine whose kernels run when called. */
export function directProgram(
  kernels: KernelTable,
  calls: readonly KernelCall[],
  regions: Regions,
): Program {
  const steps = calls.map((call) => bind(kernels, call, regions));
  return (sizes, values = {}) => {
    for (const step of steps) {
      for (const { at, of, times } of step.sizes) step.args[at] = times * given(sizes[of], of);
      for (const { at, name } of step.values) step.args[at] = given(values[name], name);
      step.kernel(...step.args);
    }
  };
}

export function given(value: number | undefined, name: string): number {
  if (value === undefined) throw new Error(`a call needs ${name}, which was not given`);
  return value;
}

function bind(kernels: KernelTable, call: KernelCall, regions: Regions): BoundCall {
  const row = KERNELS[call.kernel];
  const args: number[] = [];
  const sizes: { at: number; of: BatchSizeName; times: number }[] = [];
  const values: { at: number; name: ValueName }[] = [];
  for (const name of row.buffers) args.push(addressOf(of(call.buffers, name), regions));
  for (const name of row.sizes) {
    const size: Size = of(call.sizes, name);
    if (typeof size !== 'number') sizes.push({ at: args.length, ...size });
    args.push(typeof size === 'number' ? size : 0);
  }
  for (const name of row.numbers) {
    const value: CallValue = of(call.numbers, name);
    if (typeof value !== 'number') values.push({ at: args.length, name: value });
    args.push(typeof value === 'number' ? value : 0);
  }
  const kernel = kernels[call.kernel];
  if (kernel === undefined) throw new Error(`this kernel set has no ${call.kernel}`);
  return { kernel, args, sizes, values };
}

export function of<T>(record: Readonly<Record<string, T>>, name: string): T {
  const value = record[name];
  if (value === undefined) throw new Error(`a kernel call lacks ${name}`);
  return value;
}

const isKernel = (name: string): name is KernelName => name in KERNELS;

/** One kernel for each row of the table, but for those named. */
export function kernelTable(
  kernel: (name: KernelName) => Kernel,
  without: readonly KernelName[] = [],
): KernelTable {
  const table: Partial<Record<KernelName, Kernel>> = {};
  for (const name of Object.keys(KERNELS)) {
    if (isKernel(name) && !without.includes(name)) table[name] = kernel(name);
  }
  return table;
}
