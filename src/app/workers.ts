// The only place that makes workers: one optimizer, its rollout workers, the ports between them.
// Whatever goes wrong in any of them comes out as one rejected promise.
import * as Comlink from 'comlink';
import type { EngineName } from '../config/fields.ts';
import type { OptimizerApi, RolloutApi } from '../protocol.ts';
import type { Connection } from './trainer.ts';

/** What workers are made of; tests give their own. */
export interface Workshop {
  readonly optimizer: () => Worker;
  readonly rollout: () => Worker;
  readonly cores: number;
  /** Folder of the checkpoints, ending in '/'. */
  readonly modelsUrl: string;
}

function browserWorkshop(): Workshop {
  return {
    optimizer: () =>
      new Worker(new URL('../../workers/optimizer.worker.ts', import.meta.url), {
        type: 'module',
        name: 'optimizer',
      }),
    rollout: () =>
      new Worker(new URL('../../workers/rollout.worker.ts', import.meta.url), {
        type: 'module',
        name: 'rollout',
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
  const optimizer = Comlink.wrap<OptimizerApi>(hire(workshop.optimizer()));

  let engine: EngineName | null = null;

  const serve = async (name: EngineName, port: MessagePort) => {
    const rollout = hire(workshop.rollout());
    await Comlink.wrap<RolloutApi>(rollout).serve(name, Comlink.transfer(port, [port]));
  };

  return {
    open: async (config, from, onCompiled) => {
      await optimizer.read(config, workshop.modelsUrl);
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
