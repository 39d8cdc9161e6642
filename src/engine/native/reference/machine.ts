// The reference kernel set as a machine: slow and exact, what the fast kernel sets are tested against.
import { at } from '../../../at.ts';
import { heap } from '../machine/heap.ts';
import {
  type BufferArgument,
  KERNELS,
  type KernelName,
  type NumberArgument,
  type SizeArgument,
} from '../machine/kernels.ts';
import { directProgram, type Kernel, kernelTable, type Machine } from '../machine/machine.ts';
import * as attention from './attention.ts';
import * as head from './head.ts';
import type { Reference } from './kernel.ts';
import { decodeLayer } from './layer.ts';
import * as matrices from './matrices.ts';
import * as pointwise from './pointwise.ts';
import * as writing from './writing.ts';

// All memory is one float64 array, so any plan runs on it.

const REFERENCE: { readonly [K in KernelName]: Reference<K> } = {
  ...matrices,
  ...pointwise,
  ...attention,
  ...head,
  ...writing,
  decodeLayer,
};

/** Values by name, all names given. */
function named<N extends string, T>(
  names: readonly N[],
  value: (index: number) => T,
): Record<N, T> {
  const record: Partial<Record<N, T>> = {};
  names.forEach((name, i) => {
    record[name] = value(i);
  });
  const isWhole = (some: Partial<Record<N, T>>): some is Record<N, T> =>
    names.every((name) => name in some);
  if (!isWhole(record)) throw new Error(`not all of ${names} are there`);
  return record;
}

/** Addresses to arrays, arguments to names. */
function adapt<K extends KernelName>(name: K, memory: Float64Array): Kernel {
  const row: KernelRow<K> = KERNELS[name];
  const { buffers, sizes, numbers } = row;
  const run: Reference<K> = REFERENCE[name];
  return (...args) =>
    run(
      named(buffers, (i) => memory.subarray(at(args, i) / 4)),
      named(sizes, (i) => at(args, buffers.length + i)),
      named(numbers, (i) => at(args, buffers.length + sizes.length + i)),
    );
}

interface KernelRow<K extends KernelName> {
  readonly buffers: readonly BufferArgument<K>[];
  readonly sizes: readonly SizeArgument<K>[];
  readonly numbers: readonly NumberArgument<K>[];
}

/** Room for `elements` numbers. */
export function referenceMachine(elements = 1 << 22): Machine {
  const memory = new Float64Array(elements);
  const ranges = heap(0);
  const view = (address: number, length: number) =>
    memory.subarray(address / 4, address / 4 + length);
  const kernels = kernelTable((name) => adapt(name, memory));
  return {
    isDeviceResident: true,
    kernelSizes: {
      prepared: (k, n) => k * n,
      plain: true,
      scratch: () => 1,
      wholeLayers: () => true,
    },
    program: (calls, regions) => directProgram(kernels, calls, regions),
    allocate: (bytes) => {
      const range = ranges.allocate(bytes);
      if (ranges.end() > 4 * elements) throw new RangeError(`${bytes} bytes do not fit`);
      return range;
    },
    free: ranges.free,
    memory: () => ({ used: ranges.used(), held: 4 * elements }),
    write: (address, numbers) => view(address, numbers.length).set(numbers),
    writeIntegers: (address, integers) => view(address, integers.length).set(integers),
    read: view,
  };
}
