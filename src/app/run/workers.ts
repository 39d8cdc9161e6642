// Makes the workers of a run: one optimizer, its rollout workers, the ports between them.
import * as Comlink from 'comlink';
import type { EngineName } from '../../config/fields.ts';
import type { OptimizerApi, RolloutApi } from '../../protocol.ts';
import type { RunConnection } from './run-loop.ts';
import { newWorkerGroup, outlive, uniqueName } from './worker-group.ts';

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
      new Worker(new URL('../../../workers/optimizer.worker.ts', import.meta.url), {
        type: 'module',
        name,
      }),
    rollout: (name) =>
      new Worker(new URL('../../../workers/rollout.worker.ts', import.meta.url), {
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

/** Makes fresh workers and a way to them. Rollout workers are begun when the engine is known. */
export function connectWorkers(workshop: Workshop = browserWorkshop()): RunConnection {
  const { failed, fail, add, terminate } = newWorkerGroup();
  const optimizerName = uniqueName('optimizer');
  const optimizer = Comlink.wrap<OptimizerApi>(add(workshop.optimizer(optimizerName)));

  let engine: EngineName | null = null;

  const serve = async (name: EngineName, port: MessagePort) => {
    const own = uniqueName('rollout');
    const rollout = Comlink.wrap<RolloutApi>(add(workshop.rollout(own)));
    await rollout.serve(name, Comlink.transfer(port, [port]));
    outlive(own, fail);
  };

  return {
    open: async (config, from, onCompiled) => {
      await optimizer.read(config, workshop.modelsUrl);
      outlive(optimizerName, fail);
      engine = config.engine === 'auto' ? null : config.engine;
      const plan = await optimizer.choose(workshop.cores, Comlink.proxy(onCompiled));
      engine = plan.engine;
      const channels = Array.from({ length: plan.rolloutWorkers }, () => new MessageChannel());
      const ports = channels.map((channel) => channel.port1);
      await Promise.all([
        ...channels.map((channel) => serve(plan.engine, channel.port2)),
        optimizer.open(Comlink.transfer(ports, ports), from),
      ]);
    },
    engine: () => engine,
    next: () => optimizer.next(),
    change: (config) => optimizer.change(config),
    snapshot: () => optimizer.snapshot(),
    failed,
    terminate,
  };
}
