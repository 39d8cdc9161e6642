// Starts an engine in Node, where wasm files and WebGPU come from packages.
import { createRequire } from 'node:module';
import path from 'node:path';
import type { RunConfig } from '../src/config/fields.ts';
import { chooseEngine } from '../src/engine/choose/choose.ts';
import type { Engine } from '../src/engine/engine.ts';

const require = createRequire(import.meta.url);

export async function startEngine(name: RunConfig['engine']): Promise<Engine> {
  const wasm = require.resolve('@tensorflow/tfjs-backend-wasm');
  const gpu = name === 'native-webgpu' ? await nodeGpu() : undefined;
  const { engine } = await chooseEngine(name, {
    wasmPaths: `${path.dirname(wasm)}${path.sep}`,
    gpu,
  });
  return engine;
}

let held: GPU | undefined;

/** WebGPU of the package `webgpu`, where it is installed; it keeps Node alive until it is dropped. */
export async function nodeGpu(): Promise<GPU | undefined> {
  try {
    const { create } = await import('webgpu');
    held ??= create([]);
  } catch {
    // Without the package there is no WebGPU in Node, as the engine says.
  }
  return held;
}
