// The only place that makes workers: one optimizer, its rollout workers, the ports between them.
// Whatever goes wrong in any of them comes out as one rejected promise.
import * as Comlink from 'comlink';
import type { EngineName } from '../config/fields.ts';
import type { OptimizerApi, RolloutApi } from '../protocol.ts';
import type { Connection } from './trainer.ts';

/** What workers are made of; tests give their own. */
export interface Workshop {
  readonly optimizer: (name: string) => Worker;
  readonly rollout: (name: string) => Worker;
  readonly cores: number;
  /** Folder of the checkpoints, ending in '/'. */
  readonly modelsUrl: string;
}

function browserWorkshop(): Workshop {
  return {
    optimizer: (name) =>
      new Worker(new URL('../../workers/optimizer.worker.ts', import.meta.url), {
        type: 'module',
        name,
      }),
    rollout: (name) =>
      new Worker(new URL('../../workers/rollout.worker.ts', import.meta.url), {
        type: 'module',
        name,
      }),
    cores: navigator.hardwareConcurrency,
    modelsUrl: new URL(`${import.meta.env.BASE_URL}models/`, document.baseURI).href,
  };
}

/** One sentence when this browser cannot train; null when it can. */
export function missingFeature(): string | null {
  if (typeof Worker === 'undefined')
    return 'This browser has no Web Workers, which training needs.';
  if (typeof WebAssembly === 'undefined')
    return 'This browser has no WebAssembly, which training needs; it may be switched off.';
  return null;
}

/** Reports a worker that does not start, or says what cannot be read. */
export function watch(worker: Worker, report: (error: Error) => void): void {
  worker.addEventListener('error', (event) =>
    report(new Error(event.message || 'A worker could not be started.')),
  );
  worker.addEventListener('messageerror', () =>
    report(new Error('A worker sent a message that could not be read.')),
  );
}

/** No two workers of any page have one name: their locks would be one. */
export const uniqueName = (kind: string): string => `${kind} ${crypto.randomUUID()}`;

/** Reports the end of a worker that has shown life, as `terminate` is too: a run that is over hears nothing. */
function outlive(name: string, report: (error: Error) => void): void {
  const { locks }: { readonly locks?: LockManager } =
    typeof navigator === 'undefined' ? {} : navigator;
  void locks?.request(name, () => report(new Error('A worker ended without a word.')));
}

/** Makes fresh workers and a way to them. Rollout workers are begun when the engine is known. */
export function connectWorkers(workshop: Workshop = browserWorkshop()): Connection {
  const workers: Worker[] = [];
  let breakDown: (error: Error) => void = () => {};
  const failed = new Promise<never>((_, reject) => {
    breakDown = reject;
  });
  const hire = (worker: Worker) => {
    watch(worker, breakDown);
    workers.push(worker);
    return worker;
  };
  const optimizerName = uniqueName('optimizer');
  const optimizer = Comlink.wrap<OptimizerApi>(hire(workshop.optimizer(optimizerName)));

  let engine: EngineName | null = null;

  const serve = async (name: EngineName, port: MessagePort) => {
    const own = uniqueName('rollout');
    const rollout = Comlink.wrap<RolloutApi>(hire(workshop.rollout(own)));
    await rollout.serve(name, Comlink.transfer(port, [port]));
    outlive(own, breakDown);
  };

  return {
    open: async (config, from, onCompiled) => {
      await optimizer.read(config, workshop.modelsUrl);
      outlive(optimizerName, breakDown);
      engine = config.engine === 'auto' ? null : config.engine;
      const crew = await optimizer.choose(workshop.cores, Comlink.proxy(onCompiled));
      engine = crew.engine;
      const channels = Array.from({ length: crew.rolloutWorkers }, () => new MessageChannel());
      const ports = channels.map((channel) => channel.port1);
      await Promise.all([
        ...channels.map((channel) => serve(crew.engine, channel.port2)),
        optimizer.open(Comlink.transfer(ports, ports), from),
      ]);
    },
    engine: () => engine,
    next: () => optimizer.next(),
    snapshot: () => optimizer.snapshot(),
    failed,
    terminate: () => {
      for (const each of workers) each.terminate();
    },
  };
}
