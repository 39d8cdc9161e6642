// How long the device works on each kernel, by timestamps around passes.
import { EngineError } from '../../engine.ts';

// Each kernel then has a pass of its own, which costs time itself. Browsers round timestamps, often to 0.1 ms:
// sums over many calls count.

export interface KernelTime {
  /** Dispatches. */
  readonly calls: number;
  readonly milliseconds: number;
}

/** By kernel. */
export type Profile = Readonly<Record<string, KernelTime>>;

/** Passes of a submission, at most: a query set holds two times of each. */
export const MOST_TIMED = 2048;

/** Constants of WebGPU that Node does not define. */
const MAP_READ = 1;
const COPY_SRC = 4;
const COPY_DST = 8;
const QUERY_RESOLVE = 512;
/** Two times of eight bytes. */
const BYTES = 16;

export interface Stopwatch {
  /** How to begin the pass of a kernel. */
  readonly pass: (kernel: string) => GPUComputePassDescriptor;
  /** Ends a submission. @returns what to do once it is submitted */
  readonly end: (encoder: GPUCommandEncoder) => () => void;
  /** All that was measured so far. */
  readonly profile: () => Promise<Profile>;
}

/** @throws EngineError where the device has no timestamps */
export function deviceStopwatch(device: GPUDevice): Stopwatch {
  if (!device.features.has('timestamp-query')) {
    throw new EngineError('this graphics device measures no times: it lacks timestamp-query');
  }
  const querySet = device.createQuerySet({ type: 'timestamp', count: 2 * MOST_TIMED });
  const times = device.createBuffer({ size: BYTES * MOST_TIMED, usage: QUERY_RESOLVE | COPY_SRC });
  const totals = new Map<string, KernelTime>();
  let kernels: string[] = [];
  let read: Promise<unknown> = Promise.resolve();
  const keep = async (back: GPUBuffer, timed: readonly string[]) => {
    await back.mapAsync(MAP_READ);
    const stamps = new BigUint64Array(back.getMappedRange().slice(0));
    back.destroy();
    for (const [i, kernel] of timed.entries()) add(totals, kernel, stamps.subarray(2 * i));
  };
  return {
    pass: (kernel) => {
      const at = 2 * (kernels.push(kernel) - 1);
      const ends = { beginningOfPassWriteIndex: at, endOfPassWriteIndex: at + 1 };
      return { label: kernel, timestampWrites: { querySet, ...ends } };
    },
    end: (encoder) => {
      const timed = kernels;
      kernels = [];
      if (timed.length === 0) return () => undefined;
      const bytes = BYTES * timed.length;
      const back = device.createBuffer({ size: bytes, usage: MAP_READ | COPY_DST });
      encoder.resolveQuerySet(querySet, 0, 2 * timed.length, times, 0);
      encoder.copyBufferToBuffer(times, 0, back, 0, bytes);
      return () => {
        // A device that is lost says so to whoever reads results.
        read = Promise.all([read, keep(back, timed).catch(() => undefined)]);
      };
    },
    profile: async () => {
      await read;
      return Object.fromEntries(totals);
    },
  };
}

function add(totals: Map<string, KernelTime>, kernel: string, stamps: BigUint64Array): void {
  const [begin = 0n, end = begin] = stamps;
  const { calls, milliseconds } = totals.get(kernel) ?? { calls: 0, milliseconds: 0 };
  // Devices that change their clock may count backwards.
  const more = Math.max(0, Number(end - begin)) / 1e6;
  totals.set(kernel, { calls: calls + 1, milliseconds: milliseconds + more });
}
