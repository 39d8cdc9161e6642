// The fast machines, for tests that hold for each of them.
import { SOFTWARE_GPU } from '../../../test/fixtures/software-gpu.ts';
import type { Machine } from './machine/machine.ts';
import { wasmMachine } from './wasm/machine.ts';
import { openGpu } from './webgpu/device.ts';
import { webgpuMachine } from './webgpu/machine.ts';

async function softwareMachine(): Promise<Machine> {
  const { device } = await openGpu(SOFTWARE_GPU.gpu ?? undefined);
  return webgpuMachine(device);
}

/** Started once for a test file. */
function once(start: () => Promise<Machine>): () => Promise<Machine> {
  let started: Promise<Machine> | null = null;
  return () => {
    started ??= start();
    return started;
  };
}

export const MACHINES: readonly {
  readonly name: string;
  readonly start: () => Promise<Machine>;
}[] = [
  { name: 'wasm', start: once(wasmMachine) },
  ...(SOFTWARE_GPU.gpu === null ? [] : [{ name: 'webgpu', start: once(softwareMachine) }]),
];
