// Which engine runs: one row per engine, fastest first, and the reason in a sentence. Engines come
// out doing one thing at a time. Knows no page.
import type { RunConfig } from '../config/fields.ts';
import { type Engine, EngineError } from './engine.ts';
import { nativeWasmEngine } from './native/engine.ts';
import { serial } from './serial.ts';
import type { BackendName, WasmPaths } from './tfjs/backend.ts';
import { tfjsEngine } from './tfjs/engine.ts';

type EngineName = Exclude<RunConfig['engine'], 'auto'>;

interface EngineRow {
  readonly start: (reason: string, wasmPaths: WasmPaths) => Promise<Engine>;
  /** Why `auto` takes it. */
  readonly reason: string;
  readonly works: () => boolean;
}

const tfjs =
  (backend: BackendName): EngineRow['start'] =>
  (reason, wasmPaths) =>
    tfjsEngine({ backend, wasmPaths, reason });

const hasWebAssembly = () => typeof WebAssembly === 'object';

/**
 * In the order `auto` tries. Through tfjs a token of a small model costs hundreds of WebGPU
 * dispatches, whose overhead exceeds the arithmetic, so WebAssembly comes first.
 */
const ENGINES: Readonly<Record<EngineName, EngineRow>> = {
  'native-wasm': {
    start: (reason) => nativeWasmEngine({ reason }),
    reason: 'WebAssembly: fastest for models of this size.',
    works: hasWebAssembly,
  },
  'tfjs-wasm': {
    start: tfjs('wasm'),
    reason: 'WebAssembly through TensorFlow.js: our own kernels do not start here.',
    works: hasWebAssembly,
  },
  'tfjs-webgpu': {
    start: tfjs('webgpu'),
    reason: 'WebGPU: WebAssembly is not available here.',
    works: () => typeof navigator === 'object' && 'gpu' in navigator,
  },
  'tfjs-cpu': {
    start: tfjs('cpu'),
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
  return serial(await startChosen(wanted, wasmPaths));
}

async function startChosen(wanted: RunConfig['engine'], wasmPaths: WasmPaths): Promise<Engine> {
  if (wanted !== 'auto') return ENGINES[wanted].start('Chosen by you.', wasmPaths);
  for (const name of Object.keys(ENGINES).filter(isEngineName)) {
    const { start, reason, works } = ENGINES[name];
    if (!works()) continue;
    try {
      return await start(reason, wasmPaths);
    } catch (error) {
      // The next row may start; when none does, the error below is thrown.
      if (!(error instanceof EngineError)) throw error;
    }
  }
  throw new EngineError(
    'no engine starts here: WebAssembly, WebGPU and plain JavaScript all failed',
  );
}
