// Every WASM kernel against its float64 reference, on random odd shapes.
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { type CaseBuffer, type KernelCase, kernelCases } from './kernels.fixture.ts';
import { KERNELS, type KernelName } from './kernels.ts';
import type { Machine } from './machine.ts';
import { referenceMachine } from './reference/machine.ts';
import { wasmMachine } from './wasm/machine.ts';

vi.setConfig({ testTimeout: 60_000 });

/** Largest allowed difference, relative to the largest number of the buffer (at least 1). */
const TOLERANCE = 2e-5;

const SHAPES = fc.record({
  a: fc.integer({ min: 1, max: 60 }),
  b: fc.integer({ min: 1, max: 40 }),
  c: fc.integer({ min: 1, max: 45 }),
  rows: fc.integer({ min: 1, max: 5 }),
  group: fc.integer({ min: 1, max: 3 }),
  seed: fc.integer({ min: 1, max: 1e6 }),
});

/** Runs a case on a machine. @returns its buffers' numbers afterwards. */
function runCase(machine: Machine, test: KernelCase): (name: string) => number[] {
  const row = KERNELS[test.kernel];
  const places = new Map(row.buffers.map((name) => [name, place(machine, test.buffers[name])]));
  // Views are void after an allocation, so buffers are filled when all have their place.
  const args: number[] = row.buffers.map((name) => places.get(name)?.address ?? Number.NaN);
  for (const name of row.buffers) fill(machine, test.buffers[name], places.get(name)?.address ?? 0);
  args.push(...row.sizes.map((name) => test.sizes[name]));
  args.push(...row.numbers.map((name) => test.numbers[name]));
  machine.kernels[test.kernel](...args);
  return (name) => {
    const buffer = test.buffers[name];
    const at = [...places].find(([key]) => key === name)?.[1];
    const length = 'data' in buffer ? buffer.data.length : 0;
    return Array.from(machine.numbers(at?.address ?? 0, length));
  };
}

function place(machine: Machine, buffer: CaseBuffer) {
  if (buffer.kind === 'scratch') {
    const need = { length: 400, headDim: 64, vocabulary: 64, widest: 64 };
    return machine.allocate(4 * machine.kernelSizes.scratch(need));
  }
  if (buffer.kind === 'operand') {
    return machine.allocate(4 * machine.kernelSizes.prepared(buffer.k, buffer.n));
  }
  return machine.allocate(4 * buffer.data.length);
}

function fill(machine: Machine, buffer: CaseBuffer, address: number): void {
  if (buffer.kind === 'scratch') return;
  if (buffer.kind === 'indices') machine.integers(address, buffer.data.length).set(buffer.data);
  else if (buffer.kind === 'numbers') machine.numbers(address, buffer.data.length).set(buffer.data);
  else {
    const weight = machine.allocate(4 * buffer.data.length);
    machine.numbers(weight.address, buffer.data.length).set(buffer.data);
    machine.kernels.prepare(weight.address, address, buffer.k, buffer.n, 0);
    machine.free(weight);
  }
}

function difference(own: readonly number[], wanted: readonly number[]): number {
  const scale = Math.max(1, ...wanted.map(Math.abs));
  return Math.max(...own.map((x, i) => Math.abs(x - wanted[i]))) / scale;
}

const tried = new Set<KernelName>(['prepare']);

test('every kernel agrees with its reference', async () => {
  const wasm = await wasmMachine();
  fc.assert(
    fc.property(SHAPES, (shape) => {
      const exact = referenceMachine();
      for (const kernelCase of kernelCases(shape)) {
        tried.add(kernelCase.kernel);
        const own = runCase(wasm, kernelCase);
        const wanted = runCase(exact, kernelCase);
        for (const name of kernelCase.outputs) {
          const apart = difference(own(name), wanted(name));
          if (!(apart < TOLERANCE)) {
            throw new Error(`${kernelCase.kernel}: ${name} differs by ${apart}`);
          }
        }
      }
    }),
    { numRuns: 25 },
  );
  expect(tried).toEqual(new Set(Object.keys(KERNELS)));
});

test('operands are prepared from a weight or from its transpose alike', async () => {
  const machine = await wasmMachine();
  const [rows, columns, n] = [13, 11, 5];
  const weight = machine.allocate(4 * rows * columns);
  const turned = machine.allocate(4 * rows * columns);
  const a = machine.allocate(4 * n * columns);
  const b = machine.allocate(4 * machine.kernelSizes.prepared(columns, rows));
  const c = machine.allocate(4 * n * rows);
  const value = (i: number, j: number) => Math.sin(i * columns + j);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      machine.numbers(weight.address, rows * columns)[i * columns + j] = value(i, j);
      machine.numbers(turned.address, rows * columns)[j * rows + i] = value(i, j);
    }
  }
  machine.numbers(a.address, n * columns).set(Array.from({ length: n * columns }, Math.cos));
  const product = (from: number, r: number, k: number, transposed: number) => {
    machine.kernels.prepare(from, b.address, r, k, transposed);
    machine.kernels.matmul(a.address, b.address, c.address, n, columns, rows);
    return Array.from(machine.numbers(c.address, n * rows));
  };
  const once = product(weight.address, rows, columns, 1);
  expect(product(turned.address, columns, rows, 0)).toEqual(once);
  expect(once.some((x) => x !== 0)).toBe(true);
});
