// Starts the engines that are compared, by the names in this table.
import { availableParallelism } from 'node:os';
import { startEngine } from '../../node/engine.ts';
import { startSharedEngine } from '../../node/thread-group.ts';
import type { RunningEngine } from './engine-contender.ts';

type StartEngine = () => Promise<Omit<RunningEngine, 'name'>>;

async function alone(name: 'native-wasm' | 'tfjs-wasm', about: string) {
  const engine = await startEngine(name);
  return { about, place: 'Node', cores: 1, engine, close: async () => {} } as const;
}

/** As on the page: rollouts by one worker per core, updates shared by all. */
async function allWorkers(): Promise<Omit<RunningEngine, 'name'>> {
  const cores = availableParallelism();
  const { engine, end } = await startSharedEngine('native-wasm', cores);
  return { about: 'our kernels in worker threads', place: 'Node', cores, engine, close: end };
}

export const ENGINES = {
  'native-wasm': () => alone('native-wasm', 'our kernels'),
  'native-wasm-all': allWorkers,
  'tfjs-wasm': () => alone('tfjs-wasm', 'TensorFlow.js, WebAssembly'),
} as const satisfies Record<string, StartEngine>;

export type BenchEngine = keyof typeof ENGINES;
