// What a graphics adapter reaches at best: bytes copied, and the product of our WGSL kernels.
import { arena } from '../../src/engine/native/machine/arena.ts';
import { call } from '../../src/engine/native/machine/call.ts';
import { openGpu } from '../../src/engine/native/webgpu/device.ts';
import { webgpuMachine } from '../../src/engine/native/webgpu/machine.ts';

export interface GpuPeaks {
  /** Bytes read and written per second, in 1e9. */
  readonly copy: number;
  /** GFLOP/s of our product kernel. */
  readonly matmul: number;
}

export interface Effort {
  readonly bytes: number;
  /** c [m, n] = a [m, k] b [k, n]. */
  readonly m: number;
  readonly k: number;
  readonly n: number;
  /** Launches per submission. */
  readonly launches: number;
}

const FULL_EFFORT: Effort = { bytes: 2 ** 26, m: 8192, k: 512, n: 1024, launches: 50 };
const BATCHES = 10;

/** GPUBufferUsage; Node does not know the name. */
const COPY_SRC = 4;
const COPY_DST = 8;

export async function gpuPeaks(
  gpu: GPU | undefined,
  effort: Effort = FULL_EFFORT,
): Promise<GpuPeaks> {
  const { device } = await openGpu(gpu);
  try {
    return { copy: await copyRate(device, effort), matmul: await productRate(device, effort) };
  } finally {
    device.destroy();
  }
}

/** The shortest of some batches, seconds; the first one warms up. */
async function shortest(work: () => Promise<unknown>): Promise<number> {
  await work();
  let least = Number.POSITIVE_INFINITY;
  for (let batch = 0; batch < BATCHES; batch++) {
    const start = performance.now();
    await work();
    least = Math.min(least, performance.now() - start);
  }
  return least / 1000;
}

async function copyRate(device: GPUDevice, { bytes, launches }: Effort): Promise<number> {
  const usage = COPY_SRC | COPY_DST;
  const [from, to] = [0, 1].map(() => device.createBuffer({ size: bytes, usage }));
  if (from === undefined || to === undefined) throw new Error('there are no buffers');
  const seconds = await shortest(async () => {
    const encoder = device.createCommandEncoder();
    for (let i = 0; i < launches; i++) encoder.copyBufferToBuffer(from, 0, to, 0, bytes);
    device.queue.submit([encoder.finish()]);
    await device.queue.onSubmittedWorkDone();
  });
  from.destroy();
  to.destroy();
  return (2 * launches * bytes) / seconds / 1e9;
}

async function productRate(device: GPUDevice, { m, k, n, launches }: Effort): Promise<number> {
  const machine = webgpuMachine(device);
  const memory = arena('work');
  const a = memory.take('a', 'operands', m * k);
  const weight = memory.take('weight', 'operands', k * n);
  const b = memory.take('b', 'operands', machine.kernelSizes.prepared(k, n));
  const c = memory.take('c', 'operands', m * n);
  const work = machine.allocate(memory.bytes());
  const prepare = call('prepare', { weight, prepared: b }, { rows: k, columns: n, transposed: 0 });
  machine.program([prepare], { work })({});
  const run = machine.program([call('matmul', { a, b, c }, { m, k, n })], { work });
  const seconds = await shortest(async () => {
    for (let i = 0; i < launches; i++) run({});
    // Work is collected until something is read.
    await machine.read(work.address + c.offset, 1);
  });
  return (2 * launches * m * k * n) / seconds / 1e9;
}
