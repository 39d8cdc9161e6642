// The WASM kernel set: one instance, one memory, no threads.
import { messageOf } from '../../../message-of.ts';
import { EngineError } from '../../engine.ts';
import { heap } from '../machine/heap.ts';
import {
  DEVICE_DECODE_KERNELS,
  type KernelName,
  type KernelSizes,
  type ScratchNeed,
} from '../machine/kernels.ts';
import {
  directProgram,
  type Kernel,
  type KernelTable,
  kernelTable,
  type Machine,
} from '../machine/machine.ts';
import { KERNELS_BASE64 } from './kernels.generated.ts';

const PAGE = 65536;
/** What 32-bit addresses reach, less a page. */
const MOST_BYTES = 65535 * PAGE;

/** Kernels read some rows beyond the end of a matrix (see edge in assembly/gemm.ts). */
const SLACK = 64 * PAGE;

const up = (n: number, multiple: number) => Math.ceil(n / multiple) * multiple;

/** See GRADIENT_ROWS, QUERIES and TOKENS in assembly/. */
const GRADIENT_ROWS = 128;
const QUERIES = 48;
const TOKENS = 48;

function scratch({ length, headDim, vocabulary, widest }: ScratchNeed): number {
  const head = up(headDim, 8);
  const packed = 2 * up(length, 8) * headDim + length * (head + 3 * headDim);
  const attention = packed + QUERIES * (head + 8);
  const scores = 2 * QUERIES * up(length, 16);
  const logits = TOKENS * (2 * up(vocabulary, 8) + up(widest, 8) + 8);
  return Math.max(attention + scores, logits, GRADIENT_ROWS * (up(widest, 8) + 8));
}

const KERNEL_SIZES: KernelSizes = {
  prepared: (k, n) => k * up(n, 8),
  plain: false,
  scratch,
  wholeLayers: () => false,
};

let compiled: Promise<WebAssembly.Module> | null = null;

function compile(): Promise<WebAssembly.Module> {
  const bytes = Uint8Array.from(atob(KERNELS_BASE64), (letter) => letter.charCodeAt(0));
  return WebAssembly.compile(bytes);
}

/** @throws EngineError where WebAssembly or its SIMD instructions are missing */
export async function wasmMachine(): Promise<Machine> {
  try {
    compiled ??= compile();
    const instance = await WebAssembly.instantiate(await compiled);
    return machineOf(instance);
  } catch (error) {
    compiled = null;
    const reason = messageOf(error);
    throw new EngineError(`WebAssembly with SIMD does not start here: ${reason}`);
  }
}

function machineOf({ exports }: WebAssembly.Instance): Machine {
  const { memory, heapBase } = exports;
  if (!(memory instanceof WebAssembly.Memory) || !(heapBase instanceof WebAssembly.Global)) {
    throw new Error('the kernels export no memory');
  }
  const ranges = heap(Number(heapBase.value));
  const kernels = kernelsOf(exports);
  return {
    kernelSizes: KERNEL_SIZES,
    isDeviceResident: false,
    program: (calls, regions) => directProgram(kernels, calls, regions),
    allocate: (bytes) => {
      const range = ranges.allocate(bytes);
      const end = ranges.end() + SLACK;
      if (!reaches(memory, end)) {
        ranges.free(range);
        throw new EngineError(
          `${bytes} bytes more do not fit the memory of WebAssembly, which holds ${ranges.used()}`,
        );
      }
      return range;
    },
    free: ranges.free,
    memory: () => ({ used: ranges.used(), held: memory.buffer.byteLength }),
    write: (address, numbers) =>
      new Float32Array(memory.buffer, address, numbers.length).set(numbers),
    writeIntegers: (address, integers) =>
      new Int32Array(memory.buffer, address, integers.length).set(integers),
    read: (address, length) => new Float32Array(memory.buffer, address, length),
  };
}

/** Grows the memory to an address if it ends before. */
function reaches(memory: WebAssembly.Memory, end: number): boolean {
  const missing = end - memory.buffer.byteLength;
  if (missing <= 0) return true;
  if (end > MOST_BYTES) return false;
  try {
    memory.grow(Math.ceil(missing / PAGE));
    return true;
  } catch {
    return false;
  }
}

function kernelsOf(exports: WebAssembly.Exports): KernelTable {
  const kernel = (name: KernelName): Kernel => {
    const found = exports[name];
    if (typeof found !== 'function') throw new Error(`no kernel ${name} is exported`);
    return (...args) => {
      found(...args);
    };
  };
  return kernelTable(kernel, DEVICE_DECODE_KERNELS);
}
