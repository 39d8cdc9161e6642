// Which engine runs: one row per engine, fastest first, and the reason in a sentence. Knows
// no page.
import type { RunConfig } from '../config/fields.ts';
import { type Engine, EngineError } from './engine.ts';
import { nativeWasmEngine } from './native/engine.ts';
import { ownGpu } from './native/webgpu/device.ts';
import { nativeWebgpuEngine } from './native/webgpu/engine.ts';
import type { BackendName, WasmPaths } from './tfjs/backend.ts';
import { tfjsEngine } from './tfjs/engine.ts';

type EngineName = Exclude<RunConfig['engine'], 'auto'>;

/** What the browser, or Node, offers. */
interface Place {
  readonly wasmPaths: WasmPaths;
  readonly gpu: GPU | undefined;
}

interface EngineRow {
  readonly start: (reason: string, place: Place) => Promise<Engine>;
  /** Why `auto` takes it. */
  readonly reason: string;
  readonly works: (place: Place) => boolean;
}

const tfjs =
  (backend: BackendName): EngineRow['start'] =>
  (reason, { wasmPaths }) =>
    tfjsEngine({ backend, wasmPaths, reason });

const hasWebAssembly = () => typeof WebAssembly === 'object';
const hasGpu = ({ gpu }: Place) => gpu !== undefined;

/**
 * In the order `auto` tries. WebAssembly is first because it was measured: our WGSL kernels were checked
 * on a software adapter only, and through tfjs a token of a small model costs hundreds of dispatches.
 */
const ENGINES: Readonly<Record<EngineName, EngineRow>> = {
  'native-wasm': {
    start: (reason) => nativeWasmEngine({ reason }),
    reason: 'WebAssembly: fastest for models of this size.',
    works: hasWebAssembly,
  },
  'native-webgpu': {
    start: (reason, { gpu }) => nativeWebgpuEngine({ reason, gpu }),
    reason: 'WebGPU: our WebAssembly kernels do not start here.',
    works: hasGpu,
  },
  'tfjs-wasm': {
    start: tfjs('wasm'),
    reason: 'WebAssembly through TensorFlow.js: our own kernels do not start here.',
    works: hasWebAssembly,
  },
  'tfjs-webgpu': {
    start: tfjs('webgpu'),
    reason: 'WebGPU through TensorFlow.js: WebAssembly is not available here.',
    works: hasGpu,
  },
  'tfjs-cpu': {
    start: tfjs('cpu'),
    reason: 'Plain JavaScript: nothing faster is available here.',
    works: () => true,
  },
};

const isEngineName = (name: string): name is EngineName => name in ENGINES;

/**
 * @param gpu where WebGPU comes from; Node has it from a package
 * @throws EngineError when the named engine, or with `auto` every engine, does not start
 */
export async function chooseEngine(
  wanted: RunConfig['engine'],
  wasmPaths: WasmPaths,
  gpu: GPU | undefined = ownGpu(),
): Promise<Engine> {
  return startChosen(wanted, { wasmPaths, gpu });
}

async function startChosen(wanted: RunConfig['engine'], place: Place): Promise<Engine> {
  if (wanted !== 'auto') return ENGINES[wanted].start('Chosen by you.', place);
  for (const name of Object.keys(ENGINES).filter(isEngineName)) {
    const { start, reason, works } = ENGINES[name];
    if (!works(place)) continue;
    try {
      return await start(reason, place);
    } catch (error) {
      // The next row may start; when none does, the error below is thrown.
      if (!(error instanceof EngineError)) throw error;
    }
  }
  throw new EngineError(
    'no engine starts here: WebAssembly, WebGPU and plain JavaScript all failed',
  );
}
