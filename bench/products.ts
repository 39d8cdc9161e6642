// The rate of the products alone within a real train step: an engine on a machine that times them.
import type { OptimizerStep } from '../src/engine/engine.ts';
import { BUDGET } from '../src/engine/native/budget.ts';
import { nativeEngine } from '../src/engine/native/engine.ts';
import type { KernelCall } from '../src/engine/native/machine/call.ts';
import { given, type Machine, of, type Sizes } from '../src/engine/native/machine/machine.ts';
import { wasmMachine } from '../src/engine/native/wasm/machine.ts';
import { median } from './timing/statistics.ts';
import { type BenchWork, fixedSequences, OPTIMIZER, pairOf, weighted } from './timing/work.ts';

/** What a product does per multiply-add; the tied head's products are part of its own kernels. */
const PRODUCTS = new Map<string, readonly string[]>([
  ['matmul', ['m', 'k', 'n']],
  ['matmulAdd', ['m', 'k', 'n']],
  ['matmulGradient', ['t', 'm', 'n']],
]);

/** A product in one shape: its operations, and the milliseconds of each time it was run. */
interface Timed {
  readonly operations: number;
  readonly milliseconds: number[];
}

/** By kernel and operations: equally many mean the same shape or one as dear. */
type ProductTimes = Map<string, Timed>;

/** Gives, each time it is called, the GFLOP/s of the products in one update, one thread. */
export async function productRate(work: BenchWork): Promise<() => Promise<number>> {
  const clock: ProductTimes = new Map();
  const info = { name: 'native-wasm', reason: 'Its products are timed.' };
  const engine = nativeEngine(timedProducts(await wasmMachine(), clock), info, BUDGET);
  const senior = await engine.load(pairOf(work).senior);
  const batch = weighted(fixedSequences(work), null);
  const still: OptimizerStep = { ...OPTIMIZER, learningRate: 0 };
  return async () => {
    clock.clear();
    await engine.update(senior, batch, 1, still);
    return rateOf([...clock.values()]);
  };
}

/** Of the median of each shape's times: other programs interrupt some of them. */
export function rateOf(products: readonly Timed[]): number {
  const sum = (value: (product: Timed) => number) =>
    products.reduce((total, product) => total + product.milliseconds.length * value(product), 0);
  const milliseconds = sum((product) => median(product.milliseconds));
  return sum((product) => product.operations) / milliseconds / 1e6;
}

function timedProducts(machine: Machine, clock: ProductTimes): Machine {
  return {
    ...machine,
    program: (calls, regions) => {
      const steps = calls.map((call) => {
        const run = machine.program([call], regions);
        const names = PRODUCTS.get(call.kernel);
        if (names === undefined) return run;
        return (sizes: Sizes) => {
          const start = performance.now();
          run(sizes);
          const passed = performance.now() - start;
          note(clock, call.kernel, operations(call, names, sizes), passed);
        };
      });
      return (sizes, values) => {
        for (const step of steps) step(sizes, values);
      };
    },
  };
}

function note(clock: ProductTimes, kernel: string, count: number, passed: number): void {
  const key = `${kernel} ${count}`;
  const known = clock.get(key) ?? { operations: count, milliseconds: [] };
  known.milliseconds.push(passed);
  clock.set(key, known);
}

/** Two for each multiply-add. */
export function operations(call: KernelCall, names: readonly string[], sizes: Sizes): number {
  return names.reduce((total, name) => {
    const size = of(call.sizes, name);
    return total * (typeof size === 'number' ? size : size.times * given(sizes[size.of], size.of));
  }, 2);
}
