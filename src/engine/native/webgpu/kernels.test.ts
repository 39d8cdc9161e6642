// Every WGSL kernel against its float64 reference, on random odd shapes.
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { SOFTWARE_GPU } from '../../../../test/fixtures/software-gpu.ts';
import { type CaseShape, kernelCases } from '../cases/cases.ts';
import { difference, runCase } from '../cases/run.ts';
import { KERNELS, type KernelName } from '../kernels.ts';
import { referenceMachine } from '../reference/machine.ts';
import { openGpu } from './device.ts';
import { webgpuMachine } from './machine.ts';

vi.setConfig({ testTimeout: 120_000 });

/** Largest allowed difference, relative to the largest number of the buffer (at least 1). */
const TOLERANCE = 5e-5;

const SHAPES = fc.record({
  a: fc.integer({ min: 1, max: 60 }),
  b: fc.integer({ min: 1, max: 40 }),
  c: fc.integer({ min: 1, max: 45 }),
  rows: fc.integer({ min: 1, max: 5 }),
  group: fc.integer({ min: 1, max: 3 }),
  seed: fc.integer({ min: 1, max: 1e6 }),
});

/** Whole fours, which have forms of their own, and products large enough for the largest tiles. */
const FOURS = [
  { a: 8, b: 12, c: 16, rows: 3, group: 1, seed: 1 },
  { a: 520, b: 16, c: 520, rows: 1, group: 2, seed: 2 },
  { a: 40, b: 1100, c: 24, rows: 2, group: 2, seed: 3 },
  { a: 36, b: 600, c: 21, rows: 2, group: 3, seed: 4 },
];

const tried = new Set<KernelName>(['prepare']);

test.skipIf(SOFTWARE_GPU.gpu === null)('every kernel agrees with its reference', async () => {
  const { device } = await openGpu(SOFTWARE_GPU.gpu ?? undefined);
  const gpu = webgpuMachine(device);
  const agrees = async (shape: CaseShape, kernels: (name: KernelName) => boolean) => {
    const exact = referenceMachine(1 << 23);
    for (const kernelCase of kernelCases(shape)) {
      if (!kernels(kernelCase.kernel)) continue;
      tried.add(kernelCase.kernel);
      const own = await runCase(gpu, kernelCase);
      for (const [name, wanted] of await runCase(exact, kernelCase)) {
        const apart = difference(own.get(name) ?? [], wanted);
        if (!(apart < TOLERANCE)) {
          throw new Error(`${kernelCase.kernel}: ${name} differs by ${apart}`);
        }
      }
    }
  };
  for (const shape of FOURS) {
    // Long rows would take the reference long.
    await agrees(shape, (name) => name !== 'attention' && name !== 'attentionBackward');
  }
  const property = fc.asyncProperty(SHAPES, (shape) => agrees(shape, () => true));
  await fc.assert(property, { numRuns: 10 });
  expect(tried).toEqual(new Set(Object.keys(KERNELS)));
  device.destroy();
});
