// Starts the engines that are compared. The rows of this table are their names.
import { availableParallelism } from 'node:os';
import { MessageChannel, Worker } from 'node:worker_threads';
import { startEngine } from '../../node/engine.ts';
import { wrapPort } from '../../node/ports.ts';
import { splitEngine } from '../../src/engine/split.ts';
import type { RunningEngine } from './engine-contender.ts';

type Start = () => Promise<Omit<RunningEngine, 'name'>>;

async function alone(name: 'native-wasm' | 'tfjs-wasm', about: string) {
  const engine = await startEngine(name);
  return { about, place: 'Node', cores: 1, engine, close: async () => {} } as const;
}

/** Threads do not take over the loader that lets Node 20 read TypeScript; they ask for it. */
const WORKER = `import('tsx/esm/api').then(({ tsImport }) =>
  tsImport('../../node/engine-worker.ts', '${import.meta.url}'))`;

/** As on the page: rollouts by one worker per core, updates beside them. */
async function allWorkers(): Promise<Omit<RunningEngine, 'name'>> {
  const count = availableParallelism();
  const workers = Array.from({ length: count }, () => {
    const { port1, port2 } = new MessageChannel();
    const options = { workerData: { port: port2 }, transferList: [port2], eval: true };
    return { worker: new Worker(WORKER, options), port: port1 };
  });
  const engines = workers.map(({ port }) => wrapPort(port));
  return {
    about: 'our kernels in worker threads',
    place: 'Node',
    cores: count,
    engine: splitEngine(await startEngine('native-wasm'), engines),
    close: async () => {
      for (const { port } of workers) port.close();
      await Promise.all(workers.map(({ worker }) => worker.terminate()));
    },
  };
}

export const ENGINES = {
  'native-wasm': () => alone('native-wasm', 'our kernels'),
  'native-wasm-all': allWorkers,
  'tfjs-wasm': () => alone('tfjs-wasm', 'TensorFlow.js, WebAssembly'),
} as const satisfies Record<string, Start>;

export type BenchEngine = keyof typeof ENGINES;
export const isBenchEngine = (name: string): name is BenchEngine => name in ENGINES;
