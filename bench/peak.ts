// The matmul peak of our WebAssembly kernels: the product alone, in shapes of a decoder.
import { arena } from '../src/engine/native/machine/arena.ts';
import { call } from '../src/engine/native/machine/call.ts';
import { wasmMachine } from '../src/engine/native/wasm/machine.ts';

/** c [m, n] = a [m, k] b [k, n]. */
const SHAPES = [
  { m: 1024, k: 64, n: 192 },
  { m: 1024, k: 256, n: 768 },
] as const;
const BATCHES = 15;
const BATCH_MILLISECONDS = 4;

/** Gives, each time it is called, the best rate of short batches in GFLOP/s, one thread. */
export async function matmulPeak(): Promise<() => number> {
  const machine = await wasmMachine();
  const products = SHAPES.map(({ m, k, n }) => {
    const memory = arena('work');
    const take = (length: number) => memory.take('matrix', 'operands', length);
    const [a, weight, c] = [take(m * k), take(k * n), take(m * n)];
    const prepared = memory.take('prepared', 'operands', machine.kernelSizes.prepared(k, n));
    const regions = { work: machine.allocate(memory.bytes()) };
    machine.program(
      [call('prepare', { weight, prepared }, { rows: k, columns: n, transposed: 0 })],
      regions,
    )({});
    const product = call('matmul', { a, b: prepared, c }, { m, k, n });
    const run = machine.program([product], regions);
    return { run: () => run({}), flops: 2 * m * k * n };
  });
  return () => Math.max(...products.map(best));
}

function best({ run, flops }: { run: () => void; flops: number }): number {
  let most = 0;
  for (let batch = 0; batch < BATCHES; batch++) {
    const start = performance.now();
    let count = 0;
    let passed = 0;
    while (passed < BATCH_MILLISECONDS) {
      run();
      count++;
      passed = performance.now() - start;
    }
    most = Math.max(most, (count * flops) / passed / 1e6);
  }
  return most;
}
