// Makes the workers of the benchmark view: one that measures, one for each engine.
import * as Comlink from 'comlink';
import type { EngineName } from '../../config/fields.ts';
import type {
  BenchApi,
  BenchFigures,
  BenchProgress,
  BenchRequest,
  RolloutApi,
} from '../../protocol.ts';
import { newWorkerGroup, outlive, uniqueName } from '../run/worker-group.ts';

export interface BenchOptions extends BenchRequest {
  /** TensorFlow.js is measured too. */
  readonly tfjs: boolean;
}

/** A benchmark under way. Cancelled, its promise never settles. */
export interface BenchRun {
  readonly figures: Promise<BenchFigures>;
  readonly cancel: () => void;
}

export function benchEngines(tfjs: boolean, gpu: boolean): readonly EngineName[] {
  const kinds = tfjs ? (['native', 'tfjs'] as const) : (['native'] as const);
  const backends = gpu ? (['wasm', 'webgpu'] as const) : (['wasm'] as const);
  return kinds.flatMap((kind) => backends.map((backend) => `${kind}-${backend}` as const));
}

export function startBench(
  { tfjs, ...request }: BenchOptions,
  tell: (progress: BenchProgress) => void,
): BenchRun {
  const { failed, fail, add, terminate: cancel } = newWorkerGroup();
  const serve = async (name: EngineName) => {
    const { port1, port2 } = new MessageChannel();
    const own = uniqueName('engine');
    const served = Comlink.wrap<RolloutApi>(add(engineWorker(own)));
    await served.serve(name, Comlink.transfer(port2, [port2]));
    outlive(own, fail);
    return { name, port: port1 };
  };
  const measure = async (): Promise<BenchFigures> => {
    const bench = Comlink.wrap<BenchApi>(add(benchWorker()));
    const adapter = await bench.adapter();
    const engines = await Promise.all(benchEngines(tfjs, adapter.works).map(serve));
    const ports = Comlink.transfer(
      engines,
      engines.map(({ port }) => port),
    );
    const found = await bench.run(request, ports, Comlink.proxy(tell));
    return { ...found, adapter: adapter.name };
  };
  return { figures: Promise.race([measure().finally(cancel), failed]), cancel };
}

const benchWorker = () =>
  new Worker(new URL('../../../workers/bench.worker.ts', import.meta.url), {
    type: 'module',
    name: 'bench',
  });

const engineWorker = (name: string) =>
  new Worker(new URL('../../../workers/rollout.worker.ts', import.meta.url), {
    type: 'module',
    name,
  });
