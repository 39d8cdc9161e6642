// Which engine `auto` takes: a real graphics adapter is timed against WebAssembly, a software adapter is
// skipped, and so is any engine that does not start.
import type { EngineName } from '../../config/fields.ts';
import { messageOf } from '../../message-of.ts';
import { type Engine, EngineError } from '../engine.ts';
import type { AdapterFacts } from '../native/webgpu/device.ts';

/** Milliseconds that a piece of the run takes an engine. */
export type Trial = (engine: Engine) => Promise<number>;

/** An engine with its row in the table. */
export interface Chosen {
  readonly name: EngineName;
  readonly engine: Engine;
}

export interface Candidates {
  /** What WebGPU would run on; null where there is none. */
  readonly adapter: AdapterFacts | null;
  readonly start: (name: EngineName, reason: string) => Promise<Engine>;
  /** Null where there is nothing to measure with: no graphics adapter is tried then. */
  readonly trial: Trial | null;
  /** WebAssembly engines that would share the run, each on a core of its own. */
  readonly cores: number;
}

/** Engines that need no graphics adapter, fastest first, and why they are taken. */
const OTHERS: readonly (readonly [name: EngineName, reason: (doubt: string) => string])[] = [
  ['native-wasm', (doubt) => `WebAssembly: ${doubt}.`],
  [
    'tfjs-wasm',
    () => 'WebAssembly through TensorFlow.js: our own WebAssembly kernels do not start here.',
  ],
  ['tfjs-cpu', () => 'Plain JavaScript: nothing faster is available here.'],
];

/** @throws EngineError when no engine starts */
export async function fastest(candidates: Candidates): Promise<Chosen> {
  const { adapter, start, trial } = candidates;
  if (adapter === null) return withoutGpu(start, 'no WebGPU is offered here');
  if (adapter.software) {
    return withoutGpu(start, `WebGPU here is ${adapter.description}, software and slower`);
  }
  if (trial === null) return withoutGpu(start, 'WebGPU was not measured here');
  return measured(candidates, adapter, trial);
}

async function measured(
  { start, cores }: Candidates,
  { description }: AdapterFacts,
  trial: Trial,
): Promise<Chosen> {
  const gpu = await attempt('native-webgpu', start, trial);
  if ('problem' in gpu) {
    return withoutGpu(start, `WebGPU (${description}) failed in a short trial, ${gpu.problem}`);
  }
  const wasm = await attempt('native-wasm', start, trial);
  if ('problem' in wasm) {
    return withReason(gpu, `WebGPU: WebAssembly fails, ${wasm.problem}.`);
  }
  // A run shares its work among WebAssembly engines, at best evenly; a graphics adapter is one.
  const ratio = wasm.time / cores / gpu.time;
  const shared = cores > 1 ? ` on ${cores} cores` : '';
  if (ratio > 1) {
    const reason = `WebGPU: ${times(ratio)} as fast as WebAssembly${shared}`;
    return withReason(gpu, `${reason} in a short trial.`);
  }
  const reason = `WebAssembly${shared}: ${times(1 / ratio)} as fast as WebGPU (${description})`;
  return withReason(wasm, `${reason} in a short trial.`);
}

const times = (ratio: number) => `${ratio.toFixed(1)} times`;

type Attempt = (Chosen & { readonly time: number }) | { readonly problem: string };

/** Starts an engine and measures it. */
async function attempt(
  name: EngineName,
  start: Candidates['start'],
  trial: Trial,
): Promise<Attempt> {
  try {
    const engine = await start(name, '');
    return { name, engine, time: await trial(engine) };
  } catch (error) {
    return { problem: messageOf(error) };
  }
}

/** The reason, and what the engine says of itself. */
function withReason({ name, engine }: Chosen, reason: string): Chosen {
  const wholeReason = `${reason} ${engine.info.reason.trim()}`.trim();
  return { name, engine: { ...engine, info: { ...engine.info, reason: wholeReason } } };
}

/** @param doubt why no graphics adapter is used */
async function withoutGpu(start: Candidates['start'], doubt: string): Promise<Chosen> {
  for (const [name, reason] of OTHERS) {
    try {
      return { name, engine: await start(name, reason(doubt)) };
    } catch (error) {
      // The next may start; when none does, the error below is thrown.
      if (!(error instanceof EngineError)) throw error;
    }
  }
  throw new EngineError('no engine starts here: WebAssembly and plain JavaScript both failed');
}
