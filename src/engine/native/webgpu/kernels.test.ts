// Every WGSL kernel against its float64 reference, on random odd shapes.

import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { SOFTWARE_GPU } from '../../../../test/fixtures/software-gpu.ts';
import type { CaseShape } from '../cases/case.ts';
import { kernelCases } from '../cases/cases.ts';
import { difference, runCase } from '../cases/run.ts';
import { KERNELS, type KernelName } from '../machine/kernels.ts';
import { referenceMachine } from '../reference/machine.ts';
import { openGpu } from './device.ts';
import { webgpuMachine } from './machine.ts';

vi.setConfig({ testTimeout: 240_000 });

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

const LAYER = { a: 25, b: 13, c: 22, rows: 3, group: 2, seed: 5 };

/** Work is cut finely for many cores, coarsely for a few. */
const FORMS = [{ software: false }, { software: true }];

test.skipIf(SOFTWARE_GPU.gpu === null).each(FORMS)(
  'every kernel agrees with its reference, %o',
  async (form) => {
    const tried = new Set<KernelName>(['prepare']);
    const { device } = await openGpu(SOFTWARE_GPU.gpu ?? undefined);
    const gpu = webgpuMachine(device, form);
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
    const short = (name: KernelName) => name !== 'decodeLayer';
    // Long rows would take the reference long.
    for (const shape of FOURS) {
      await agrees(shape, (name) => short(name) && !name.startsWith('attention'));
    }
    // Compiled for its shape, which takes longest.
    await agrees(LAYER, (name) => !short(name));
    const property = fc.asyncProperty(SHAPES, (shape) => agrees(shape, short));
    await fc.assert(property, { numRuns: form.software ? 3 : 10 });
    expect(tried).toEqual(new Set(Object.keys(KERNELS)));
    device.destroy();
  },
);
