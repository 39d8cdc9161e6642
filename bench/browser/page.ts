// The page that the benchmark opens in a browser: starts a worker per contender.
import { type Remote, wrap } from 'comlink';
import { type AdapterFacts, adapterFacts, ownGpu } from '../../src/engine/native/webgpu/device.ts';
import type { Contender } from '../timing/contender.ts';
import type { BenchWork } from '../timing/work.ts';
import type { ContenderApi } from './contender.worker.ts';
import { type GpuPeaks, gpuPeaks } from './gpu-peaks.ts';

interface Running {
  readonly worker: Worker;
  readonly contender: Remote<Contender>;
}

const running = new Map<string, Running>();

function find(name: string): Running {
  const found = running.get(name);
  if (found === undefined) throw new Error(`${name} was not started here`);
  return found;
}

const page = {
  start: async (name: string, work: BenchWork) => {
    const worker = new Worker(new URL('./contender.worker.ts', import.meta.url), {
      type: 'module',
    });
    const contender = await wrap<ContenderApi>(worker).start(name, work);
    running.set(name, { worker, contender });
    const { about, place, cores } = contender;
    return { about: await about, place: await place, cores: await cores };
  },
  contender: (name: string): Remote<Contender> => find(name).contender,
  stop: (name: string) => {
    find(name).worker.terminate();
    running.delete(name);
  },
  gpuPeaks: (): Promise<GpuPeaks> => gpuPeaks(ownGpu()),
  /** What the browser has for a GPU; null where it has none. */
  adapter: (): Promise<AdapterFacts | null> => adapterFacts(ownGpu()),
};

declare global {
  interface Window {
    bench: typeof page;
  }
}

window.bench = page;
