// Every WASM kernel against its float64 reference, on random odd shapes.
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { kernelCases } from '../cases/cases.ts';
import { difference, runCase } from '../cases/run.ts';
import { referenceMachine } from '../reference/machine.ts';
import { wasmMachine } from '../wasm/machine.ts';
import { arena } from './arena.ts';
import { call } from './call.ts';
import { DEVICE_DECODE_KERNELS, KERNELS, type KernelName } from './kernels.ts';

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

const tried = new Set<KernelName>(['prepare', ...DEVICE_DECODE_KERNELS]);

test('every kernel agrees with its reference', async () => {
  const wasm = await wasmMachine();
  const property = fc.asyncProperty(SHAPES, async (shape) => {
    const exact = referenceMachine();
    for (const kernelCase of kernelCases(shape)) {
      if (DEVICE_DECODE_KERNELS.some((name) => name === kernelCase.kernel)) continue;
      tried.add(kernelCase.kernel);
      const own = await runCase(wasm, kernelCase);
      for (const [name, wanted] of await runCase(exact, kernelCase)) {
        const apart = difference(own.get(name) ?? [], wanted);
        if (!(apart < TOLERANCE)) {
          throw new Error(`${kernelCase.kernel}: ${name} differs by ${apart}`);
        }
      }
    }
  });
  await fc.assert(property, { numRuns: 25 });
  expect(tried).toEqual(new Set(Object.keys(KERNELS)));
});

test('operands are prepared from a weight or from its transpose alike', async () => {
  const machine = await wasmMachine();
  const [rows, columns, n] = [13, 11, 5];
  const all = arena('work');
  const take = (name: string, length: number) => all.take(name, 'input', length);
  const weight = take('weight', rows * columns);
  const turned = take('transpose', rows * columns);
  const a = take('a', n * columns);
  const b = take('b', machine.kernelSizes.prepared(columns, rows));
  const c = take('c', n * rows);
  const work = machine.allocate(all.bytes());
  const value = (i: number, j: number) => Math.sin(i * columns + j);
  const matrix = (r: number, k: number, at: (i: number, j: number) => number) =>
    Array.from({ length: r * k }, (_, e) => at(Math.floor(e / k), e % k));
  machine.write(work.address + weight.offset, matrix(rows, columns, value));
  machine.write(
    work.address + turned.offset,
    matrix(columns, rows, (i, j) => value(j, i)),
  );
  machine.write(work.address + a.offset, Array.from({ length: n * columns }, Math.cos));
  const product = async (sizes: { rows: number; columns: number; transposed: number }) => {
    const from = sizes.transposed === 1 ? weight : turned;
    const calls = [
      call('prepare', { weight: from, prepared: b }, sizes),
      call('matmul', { a, b, c }, { m: n, k: columns, n: rows }),
    ];
    machine.program(calls, { work })({});
    return Array.from(await machine.read(work.address + c.offset, n * rows));
  };
  const once = await product({ rows, columns, transposed: 1 });
  expect(await product({ rows: columns, columns: rows, transposed: 0 })).toEqual(once);
  expect(once.some((x) => x !== 0)).toBe(true);
});
