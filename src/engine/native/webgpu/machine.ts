// The WGSL kernel set as a machine: bound calls become dispatches, collected until something is read.

import type { KernelCall } from '../machine/call.ts';
import {
  type BufferArgument,
  KERNELS,
  type KernelSizes,
  type SizeArgument,
} from '../machine/kernels.ts';
import {
  addressOf,
  given,
  type Machine,
  of,
  type Program,
  type Regions,
  type Sizes,
  type Values,
} from '../machine/machine.ts';
import type { Shader } from './batch.ts';
import { blockRows } from './kernels/head.ts';
import type { GpuKernel, Launch } from './kernels/kernel.ts';
import { fitsWorkgroup } from './kernels/layer.ts';
import { GPU_KERNELS } from './kernels/table.ts';
import { deviceMemory, type Memory } from './memory.ts';
import {
  type BindingCache,
  bindingCache,
  type PipelineCache,
  type PipelineOptions,
  pipelineCache,
} from './pipelines.ts';
import { type DeviceQueue, deviceQueue } from './queue.ts';
import { rotaryAngles } from './rotary.ts';
import { type Bindings, UNIFORM_WORDS } from './shader.ts';
import { deviceStopwatch, type Profile } from './stopwatch.ts';
import { PLAIN, type Variants, variant } from './variants.ts';

const KERNEL_SIZES: KernelSizes = {
  prepared: (k, n) => k * n,
  plain: true,
  /** Logits of a block of tokens under two models. */
  scratch: ({ vocabulary }) => 2 * blockRows(vocabulary) * Math.ceil(vocabulary / 8) * 8,
  wholeLayers: fitsWorkgroup,
};

export interface MachineOptions extends PipelineOptions {
  /** A processor plays the device: work is cut coarsely. */
  readonly software?: boolean;
  /** Readbacks are noticed late unless the device is nudged. */
  readonly late?: boolean;
  /** Measures how long the device works on each kernel; everything takes longer then. */
  readonly profile?: boolean;
}

export interface GpuMachine extends Machine {
  /** What was measured so far; nothing unless asked for. */
  readonly profile: () => Promise<Profile>;
  /** This machine, its memory and its shaders, with variants of kernels. */
  readonly using: (variants: Variants) => GpuMachine;
}

/**
 * Runs plans on a device by plain kernels. Errors of the device reach whoever reads next, as EngineErrors.
 */
export function webgpuMachine(device: GPUDevice, options: MachineOptions = {}): GpuMachine {
  const stopwatch = options.profile === true ? deviceStopwatch(device) : null;
  const queue = deviceQueue(device, { late: options.late ?? false, stopwatch });
  const memory = deviceMemory(device, queue.destroy);
  return machineOf({
    variants: PLAIN,
    profile: async () => stopwatch?.profile() ?? {},
    coarse: options.software ?? false,
    queue,
    memory,
    pipelines: pipelineCache(device, options),
    bindings: bindingCache(device, queue.uniforms),
    temp: tempMemory(device, queue),
  });
}

function machineOf(set: KernelSet): GpuMachine {
  const { queue, memory, profile } = set;
  return {
    profile,
    using: (variants) => machineOf({ ...set, variants }),
    kernelSizes: KERNEL_SIZES,
    isDeviceResident: true,
    program: (calls, regions) => bindCalls(set, calls, regions),
    allocate: memory.allocate,
    free: memory.free,
    memory: memory.used,
    write: (address, numbers) => queue.upload(memory.place(address), Float32Array.from(numbers)),
    writeIntegers: (address, integers) =>
      queue.upload(memory.place(address), Int32Array.from(integers)),
    read: (address, length) => queue.read(memory.place(address), length),
  };
}

interface KernelSet {
  readonly variants: Variants;
  readonly profile: GpuMachine['profile'];
  readonly coarse: boolean;
  readonly queue: DeviceQueue;
  readonly memory: Memory;
  readonly pipelines: PipelineCache;
  readonly bindings: BindingCache;
  readonly temp: (elements: number) => GPUBuffer;
}

function bindCalls(set: KernelSet, calls: readonly KernelCall[], regions: Regions): Program {
  const steps = calls.map((call) => bindCall(set, call, regions));
  return (sizes, values = {}) => {
    for (const step of steps) step(sizes, values);
  };
}

/** A call bound to memory: what it dispatches is decided by the sizes of each run. */
function bindCall(set: KernelSet, call: KernelCall, regions: Regions): Program {
  const { kernel } = call;
  const row = KERNELS[kernel];
  const addresses = row.buffers.map((name) => addressOf(of(call.buffers, name), regions));
  const sizesOf = (sizes: Sizes) =>
    row.sizes.map((name) => {
      const size = of(call.sizes, name);
      return typeof size === 'number' ? size : size.times * given(sizes[size.of], size.of);
    });
  const numbersOf = (values: Values) =>
    row.numbers.map((name) => {
      const value = of(call.numbers, name);
      return typeof value === 'number' ? value : given(values[value], value);
    });
  if (kernel === 'ropeTable') {
    return (sizes, values) => {
      const table = rotaryAngles(sizesOf(sizes), numbersOf(values ?? {}));
      set.queue.upload(set.memory.place(addresses[0] ?? 0), table);
    };
  }
  const places = addresses.map(set.memory.place);
  const lengths = row.buffers.map((name) => of(call.buffers, name).length);
  const aligned = places.every(({ offset }) => offset % 16 === 0);
  const launchesOf = launcher(kernel, lengths, { aligned, coarse: set.coarse });
  return (sizes, values) => {
    const known = { sizes: sizesOf(sizes), numbers: numbersOf(values ?? {}) };
    const launches = launchesOf(known.sizes);
    const temp = set.temp(Math.max(0, ...launches.map((launch) => launch.temp ?? 0)));
    const buffers = [...places, { buffer: temp, offset: 0 }];
    for (const launch of launches) {
      if (launch.groups === 0) continue;
      const { bindings, distinct } = bound(buffers.map(({ buffer }) => buffer));
      const uniforms = uniformWords(launch, {
        offsets: buffers.map(({ offset }) => offset / 4),
        ...known,
      });
      const pipeline = set.pipelines(kernel, variant(kernel, launch.stage, set.variants), bindings);
      const dispatched: Shader = set.bindings(pipeline, distinct);
      set.queue.dispatch({ ...launch, kernel, shader: dispatched, uniforms });
    }
  };
}

type DeviceKernel = keyof typeof GPU_KERNELS;

/** The kernel's launches by its sizes in the order of its row. */
function launcher<K extends DeviceKernel>(
  kernel: K,
  lengths: readonly number[],
  form: { readonly aligned: boolean; readonly coarse: boolean },
): (sizes: readonly number[]) => readonly Launch[] {
  const run: GpuKernel<K> = GPU_KERNELS[kernel];
  const row: {
    readonly buffers: readonly BufferArgument<K>[];
    readonly sizes: readonly SizeArgument<K>[];
  } = KERNELS[kernel];
  const named = record(row.buffers, lengths);
  return (sizes) => run({ sizes: record(row.sizes, sizes), lengths: named, ...form });
}

function record<N extends string>(
  names: readonly N[],
  values: readonly number[],
): Record<N, number> {
  const made: Partial<Record<N, number>> = {};
  names.forEach((name, i) => {
    made[name] = values[i];
  });
  const isWhole = (some: Partial<Record<N, number>>): some is Record<N, number> =>
    names.every((name) => name in some);
  if (!isWhole(made)) throw new Error(`not all of ${names} are there`);
  return made;
}

/** Which binding each buffer has: a buffer may be bound once only. */
function bound(buffers: readonly GPUBuffer[]): { bindings: Bindings; distinct: GPUBuffer[] } {
  const distinct = [...new Set(buffers)];
  return { bindings: buffers.map((buffer) => distinct.indexOf(buffer)), distinct };
}

function uniformWords(
  { stage, extra = {} }: Launch,
  known: { offsets: readonly number[]; sizes: readonly number[]; numbers: readonly number[] },
): Uint32Array {
  const words = new Uint32Array(UNIFORM_WORDS);
  const added = (stage.extra ?? []).map((name) => given(extra[name], name));
  const whole = [0, ...added, ...known.offsets, ...known.sizes];
  words.set(whole);
  new Float32Array(words.buffer).set(known.numbers, whole.length);
  return words;
}

/** Memory of kernels' own, one buffer for all: each is done with it before the next begins. */
function tempMemory(device: GPUDevice, queue: DeviceQueue): (elements: number) => GPUBuffer {
  const make = (elements: number) => device.createBuffer({ size: 4 * elements, usage: 128 });
  let buffer = make(1 << 16);
  return (elements) => {
    if (4 * elements > buffer.size) {
      queue.destroy(buffer);
      buffer = make(2 ** Math.ceil(Math.log2(elements)));
    }
    return buffer;
  };
}
