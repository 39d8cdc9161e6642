// Which engine runs: one row per engine, and how `auto` decides among them.
import type { EngineName, RunConfig } from '../../config/fields.ts';
import type { Engine } from '../engine.ts';
import { adapterFacts, ownGpu } from '../native/webgpu/device.ts';
import type { BackendName, WasmPaths } from '../tfjs/backend.ts';
import { type Chosen, fastest, type Trial } from './fastest.ts';

/** What the browser, or Node, offers. */
export interface EngineHost {
  readonly wasmPaths: WasmPaths;
  /** Where WebGPU comes from: the page's or worker's own unless given. Node has it from a package. */
  readonly gpu?: GPU | undefined;
  /** How `auto` measures; without it no graphics adapter is tried. */
  readonly trial?: Trial;
  /** Processor cores; 1 unless given. */
  readonly cores?: number;
  /** Receives how many kernels are compiled, of how many asked for so far. */
  readonly onPipelines?: (done: number, all: number) => void;
}

interface EngineRow {
  readonly start: (reason: string, place: EngineHost) => Promise<Engine>;
  /** Runs on a graphics adapter: all workers share it, so that a second gains nothing. */
  readonly gpu: boolean;
}

const tfjs =
  (backend: BackendName): EngineRow['start'] =>
  async (reason, { wasmPaths }) => {
    const { tfjsEngine } = await import('../tfjs/engine.ts');
    return tfjsEngine({ backend, wasmPaths, reason });
  };

/** An engine's code is loaded when it is started. */
const ENGINES: Readonly<Record<EngineName, EngineRow>> = {
  'native-webgpu': {
    start: async (reason, { gpu, onPipelines }) => {
      const { nativeWebgpuEngine } = await import('../native/webgpu/engine.ts');
      return nativeWebgpuEngine({ reason, gpu, ...(onPipelines && { onPipelines }) });
    },
    gpu: true,
  },
  'native-wasm': {
    start: async (reason) => {
      const { nativeWasmEngine } = await import('../native/engine.ts');
      return nativeWasmEngine({ reason });
    },
    gpu: false,
  },
  'tfjs-wasm': { start: tfjs('wasm'), gpu: false },
  'tfjs-webgpu': { start: tfjs('webgpu'), gpu: true },
  'tfjs-cpu': { start: tfjs('cpu'), gpu: false },
};

/** How many rollout workers an engine gains from. */
export const rolloutWorkersFor = (name: EngineName, cores: number): number =>
  ENGINES[name].gpu || cores < 2 ? 0 : 2;

/** @throws EngineError when the named engine, or with `auto` every engine, does not start */
export async function chooseEngine(
  wanted: RunConfig['engine'],
  place: EngineHost,
): Promise<Chosen> {
  const start = (name: EngineName, reason: string) => ENGINES[name].start(reason, place);
  if (wanted !== 'auto') return { name: wanted, engine: await start(wanted, 'Chosen by you.') };
  const { gpu = ownGpu(), trial = null, cores = 1 } = place;
  return fastest({
    adapter: await adapterFacts(gpu),
    start,
    trial,
    cores: Math.min(cores, 1 + rolloutWorkersFor('native-wasm', cores)),
  });
}
