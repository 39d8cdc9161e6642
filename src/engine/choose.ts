// Which engine runs: one row per engine, fastest first, and the reason in a sentence. Knows no page.
import type { RunConfig } from '../config/fields.ts';
import { type Engine, EngineError } from './engine.ts';
import type { BackendName, WasmPaths } from './tfjs/backend.ts';
import { tfjsEngine } from './tfjs/engine.ts';

type EngineName = Exclude<RunConfig['engine'], 'auto'>;

interface EngineRow {
  readonly backend: BackendName;
  /** Why `auto` takes it. */
  readonly reason: string;
  readonly works: () => boolean;
}

/**
 * In the order `auto` tries. Through tfjs a token of a small model costs hundreds of WebGPU
 * dispatches, whose overhead exceeds the arithmetic, so WebAssembly comes first.
 */
const ENGINES: Readonly<Record<EngineName, EngineRow>> = {
  'tfjs-wasm': {
    backend: 'wasm',
    reason: 'WebAssembly: fastest for models of this size.',
    works: () => typeof WebAssembly === 'object',
  },
  'tfjs-webgpu': {
    backend: 'webgpu',
    reason: 'WebGPU: WebAssembly is not available here.',
    works: () => typeof navigator === 'object' && 'gpu' in navigator,
  },
  'tfjs-cpu': {
    backend: 'cpu',
    reason: 'Plain JavaScript: nothing faster is available here.',
    works: () => true,
  },
};

const isEngineName = (name: string): name is EngineName => name in ENGINES;

/** @throws EngineError when the named engine, or with `auto` every engine, does not start */
export async function chooseEngine(
  wanted: RunConfig['engine'],
  wasmPaths: WasmPaths,
): Promise<Engine> {
  if (wanted !== 'auto') {
    return tfjsEngine({ backend: ENGINES[wanted].backend, wasmPaths, reason: 'Chosen by you.' });
  }
  for (const name of Object.keys(ENGINES).filter(isEngineName)) {
    const { backend, reason, works } = ENGINES[name];
    if (!works()) continue;
    try {
      return await tfjsEngine({ backend, wasmPaths, reason });
    } catch (error) {
      // The next row may start; when none does, the error below is thrown.
      if (!(error instanceof EngineError)) throw error;
    }
  }
  throw new EngineError(
    'no engine starts here: WebAssembly, WebGPU and plain JavaScript all failed',
  );
}
