// Every WGSL kernel against its float64 reference, on random odd shapes.
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { SOFTWARE_GPU } from '../../../../test/fixtures/software-gpu.ts';
import { kernelCases } from '../kernels.fixture.ts';
import { KERNELS, type KernelName } from '../kernels.ts';
import { referenceMachine } from '../reference/machine.ts';
import { difference, runCase } from '../run-case.fixture.ts';
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

const tried = new Set<KernelName>(['prepare']);

test.skipIf(SOFTWARE_GPU.gpu === null)('every kernel agrees with its reference', async () => {
  const { device } = await openGpu(SOFTWARE_GPU.gpu ?? undefined);
  const gpu = webgpuMachine(device);
  const property = fc.asyncProperty(SHAPES, async (shape) => {
    const exact = referenceMachine();
    for (const kernelCase of kernelCases(shape)) {
      tried.add(kernelCase.kernel);
      const own = await runCase(gpu, kernelCase);
      for (const [name, wanted] of await runCase(exact, kernelCase)) {
        const apart = difference(own.get(name) ?? [], wanted);
        if (!(apart < TOLERANCE)) {
          throw new Error(`${kernelCase.kernel}: ${name} differs by ${apart}`);
        }
      }
    }
  });
  await fc.assert(property, { numRuns: 10 });
  expect(tried).toEqual(new Set(Object.keys(KERNELS)));
  device.destroy();
});
