// Starts a tfjs backend once and says which one runs.
import '@tensorflow/tfjs-backend-cpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { EngineError } from '../engine.ts';

export type BackendName = 'wasm' | 'webgpu' | 'cpu';

/** Where the wasm binaries lie: a folder ending in '/', or file name -> URL as bundlers give them. */
export type WasmPaths = string | Readonly<Record<string, string>>;

/** @throws EngineError when the backend does not start */
export async function startBackend(name: BackendName, wasmPaths: WasmPaths): Promise<void> {
  const started = await start(name, wasmPaths).catch(() => false);
  if (!started) {
    throw new EngineError(`the tfjs backend ${name} does not start here; try another engine`);
  }
  await tf.ready();
}

async function start(name: BackendName, wasmPaths: WasmPaths): Promise<boolean> {
  if (name === 'wasm') setWasmPaths(typeof wasmPaths === 'string' ? wasmPaths : { ...wasmPaths });
  // The webgpu backend touches browser globals when it is imported, so only where it is wanted.
  if (name === 'webgpu') await import('@tensorflow/tfjs-backend-webgpu');
  return tf.setBackend(name);
}
