// Worker threads with an engine each that share one run: when one fails, every pending call rejects.
import { Worker } from 'node:worker_threads';
import type { Remote } from 'comlink';
import type { RunConfig } from '../src/config/fields.ts';
import type { Engine } from '../src/engine/engine.ts';
import { type RolloutEngine, splitEngine } from '../src/engine/split.ts';
import { startEngine } from './engine.ts';
import { engineAt } from './ports.ts';

export interface ThreadGroup {
  readonly engines: readonly RolloutEngine[];
  /** Ends the threads; calls that are pending reject. */
  readonly end: () => Promise<void>;
}

/** Threads do not take over the loader that lets Node 20 read TypeScript; they ask for it. */
const WORKER = `import('tsx/esm/api').then(({ tsImport }) =>
  tsImport('./engine-worker.ts', '${import.meta.url}'))`;

export function startThreadGroup(count: number, name: RunConfig['engine']): ThreadGroup {
  const calls = pendingCalls();
  const threads = Array.from({ length: count }, () => {
    const thread = new Worker(WORKER, { eval: true, execArgv: [], workerData: name });
    thread.on('error', calls.fail);
    thread.on('exit', () => calls.fail(new Error('A worker exited unexpectedly.')));
    return thread;
  });
  return {
    engines: threads.map((thread) => watched(engineAt(thread), calls.watch)),
    end: async () => {
      calls.fail(new Error('The workers were ended.'));
      await Promise.all(threads.map((thread) => thread.terminate()));
    },
  };
}

interface PendingCalls {
  /** Rejects the pending calls and all later ones. The first error counts. */
  readonly fail: (error: Error) => void;
  readonly watch: <T>(call: Promise<T>) => Promise<T>;
}

/** Not a race with one promise of failure: that would hold the results of all calls until it settles. */
function pendingCalls(): PendingCalls {
  const rejections = new Set<(error: Error) => void>();
  let failure: Error | null = null;
  return {
    fail: (error) => {
      failure ??= error;
      for (const reject of rejections) reject(failure);
    },
    watch: (call) =>
      new Promise((resolve, reject) => {
        if (failure !== null) reject(failure);
        rejections.add(reject);
        call.then(resolve, reject).finally(() => rejections.delete(reject));
      }),
  };
}

function watched(engine: Remote<Engine>, watch: PendingCalls['watch']): RolloutEngine {
  return {
    load: (...args) => watch(engine.load(...args)),
    generate: (...args) => watch(engine.generate(...args)),
    score: (...args) => watch(engine.score(...args)),
    gradients: (...args) => watch(engine.gradients(...args)),
    assign: (...args) => watch(engine.assign(...args)),
    dispose: (...args) => watch(engine.dispose(...args)),
  };
}

export interface SharedEngine {
  readonly engine: Engine;
  /** Threads that write rollouts; 1 where this thread does everything. */
  readonly workers: number;
  readonly end: () => Promise<void>;
}

/** An engine that shares its work with `workers` threads, where its kind can; results are the same. */
export async function startSharedEngine(
  name: RunConfig['engine'],
  workers: number,
): Promise<SharedEngine> {
  const own = await startEngine(name);
  const isShared = workers > 1 && own.shares.scores && own.shares.updates;
  if (!isShared) return { engine: own, workers: 1, end: async () => {} };
  const { engines, end } = startThreadGroup(workers, name);
  return { engine: splitEngine(own, engines), workers, end };
}
