// Starts our engines and TensorFlow.js in a worker of a browser, by the names in this table.
import { chooseEngine } from '../../src/engine/choose/choose.ts';
import type { WasmPaths } from '../../src/engine/tfjs/backend.ts';
import type { RunningEngine } from '../contenders/engine-contender.ts';

const ENGINES = {
  'native-wasm': { about: 'our kernels', cores: 1 },
  'native-webgpu': { about: 'our kernels', cores: null },
  'tfjs-wasm': { about: 'TensorFlow.js, WebAssembly', cores: 1 },
  'tfjs-webgpu': { about: 'TensorFlow.js, WebGPU', cores: null },
} as const;

export type BrowserEngine = keyof typeof ENGINES;
export const isBrowserEngine = (name: string): name is BrowserEngine => name in ENGINES;

/** @throws EngineError where it does not start */
export async function startInBrowser(
  name: BrowserEngine,
  wasmPaths: WasmPaths,
): Promise<RunningEngine> {
  const { engine } = await chooseEngine(name, { wasmPaths });
  return { name, ...ENGINES[name], place: 'Chromium', engine, close: async () => {} };
}
