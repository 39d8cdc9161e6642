// Which engine runs: one row per engine, and how `auto` decides among them. Knows no page.
import type { EngineName, RunConfig } from '../../config/fields.ts';
import type { Engine } from '../engine.ts';
import { nativeWasmEngine } from '../native/engine.ts';
import { adapterFacts, ownGpu } from '../native/webgpu/device.ts';
import { nativeWebgpuEngine } from '../native/webgpu/engine.ts';
import type { BackendName, WasmPaths } from '../tfjs/backend.ts';
import { tfjsEngine } from '../tfjs/engine.ts';
import { type Chosen, fastest, type Trial } from './fastest.ts';

/** What the browser, or Node, offers. */
export interface Place {
  readonly wasmPaths: WasmPaths;
  /** Where WebGPU comes from: the page's or worker's own unless given. Node has it from a package. */
  readonly gpu?: GPU | undefined;
  /** How `auto` measures; without it no graphics adapter is tried. */
  readonly trial?: Trial;
  /** Processor cores; 1 unless given. */
  readonly cores?: number;
  /** Told how many kernels are compiled, of how many asked for so far. */
  readonly onPipelines?: (done: number, all: number) => void;
}

interface EngineRow {
  readonly start: (reason: string, place: Place) => Promise<Engine>;
  /** Runs on a graphics adapter: all workers share it, so that a second gains nothing. */
  readonly gpu: boolean;
}

const tfjs =
  (backend: BackendName): EngineRow['start'] =>
  (reason, { wasmPaths }) =>
    tfjsEngine({ backend, wasmPaths, reason });

const ENGINES: Readonly<Record<EngineName, EngineRow>> = {
  'native-webgpu': {
    start: (reason, { gpu, onPipelines }) =>
      nativeWebgpuEngine({ reason, gpu, ...(onPipelines && { onPipelines }) }),
    gpu: true,
  },
  'native-wasm': { start: (reason) => nativeWasmEngine({ reason }), gpu: false },
  'tfjs-wasm': { start: tfjs('wasm'), gpu: false },
  'tfjs-webgpu': { start: tfjs('webgpu'), gpu: true },
  'tfjs-cpu': { start: tfjs('cpu'), gpu: false },
};

/** Engines of other workers worth having beside the one that holds the optimizer. */
export const enginesBeside = (name: EngineName, cores: number): number =>
  ENGINES[name].gpu || cores < 2 ? 0 : 2;

/** @throws EngineError when the named engine, or with `auto` every engine, does not start */
export async function chooseEngine(wanted: RunConfig['engine'], place: Place): Promise<Chosen> {
  const start = (name: EngineName, reason: string) => ENGINES[name].start(reason, place);
  if (wanted !== 'auto') return { name: wanted, engine: await start(wanted, 'Chosen by you.') };
  const { gpu = ownGpu(), trial = null, cores = 1 } = place;
  return fastest({
    adapter: await adapterFacts(gpu),
    start,
    trial,
    cores: Math.min(cores, 1 + enginesBeside('native-wasm', cores)),
  });
}
