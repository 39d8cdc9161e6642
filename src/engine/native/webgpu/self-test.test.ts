// The test of a driver: it passes on the software GPU, and finds a kernel that does nothing and a variant
// that gives other bits.
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { SOFTWARE_GPU } from '../../../../test/fixtures/software-gpu.ts';
import { EngineError } from '../../engine.ts';
import type { KernelName } from '../machine/kernels.ts';
import { type DeviceFacts, openGpu } from './device.ts';
import { type GpuMachine, webgpuMachine } from './machine.ts';
import { selfTest } from './self-test.ts';
import { VARIED } from './variants.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const gpu = SOFTWARE_GPU.gpu ?? undefined;

/** The machine, but a driver drops the calls of a kernel. */
const dropping = (machine: GpuMachine, name: KernelName): GpuMachine => ({
  ...machine,
  program: (calls, regions) =>
    machine.program(
      calls.filter(({ kernel }) => kernel !== name),
      regions,
    ),
});

describe.skipIf(gpu === undefined)('a driver', () => {
  let machine: GpuMachine;
  let facts: DeviceFacts;
  let compiled = 0;
  beforeAll(async () => {
    const opened = await openGpu(gpu);
    facts = opened.facts;
    const onPipelines = (done: number) => {
      compiled = done;
    };
    machine = webgpuMachine(opened.device, { software: true, onPipelines });
  });

  test('that computes right is trusted with every variant', async () => {
    const plain = await selfTest(machine, 0);
    expect(plain.kernels.size).toBe(0);
    const before = compiled;
    const { kernels, subgroup } = await selfTest(machine, facts.subgroup);
    expect(subgroup).toBe(facts.subgroup);
    if (subgroup === 0) return;
    expect([...kernels]).toEqual(VARIED);
    // Each has a shader of its own: what was compared is not the plain kernel twice.
    expect(compiled).toBeGreaterThanOrEqual(before + VARIED.length);
  });

  test.each(['attentionBackward', 'matmulGradient', 'norm'] as const)(
    'that leaves %s at zero is named',
    async (kernel) => {
      const testing = selfTest(dropping(machine, kernel), 0);
      await expect(testing).rejects.toThrow(EngineError);
      await expect(testing).rejects.toThrow(
        `this graphics driver computes wrong results: kernel ${kernel} gives `,
      );
    },
  );

  test('whose subgroups give other bits runs those kernels plainly', async () => {
    if (facts.subgroup === 0) return;
    const doubtful: GpuMachine = {
      ...machine,
      using: (variants) => dropping(machine.using(variants), 'rmsNorm'),
    };
    const { kernels } = await selfTest(doubtful, facts.subgroup);
    expect([...kernels]).toEqual(VARIED.filter((kernel) => kernel !== 'rmsNorm'));
  });
});
