// The benchmark worker: times engines that other workers serve, so that the page never waits.
import { expose, wrap } from 'comlink';
import { figuresOf } from '../bench/browser/figures.ts';
import type { Engine } from '../src/engine/engine.ts';
import { adapterFacts, ownGpu } from '../src/engine/native/webgpu/device.ts';
import type { BenchApi } from '../src/protocol.ts';

const api: BenchApi = {
  adapter: async () => {
    const found = await adapterFacts(ownGpu());
    if (found === null) return { name: 'none offered', works: false };
    const kind = found.software ? ' (software: says nothing about real GPUs)' : '';
    return { name: `${found.description}${kind}`, works: true };
  },
  run: async (request, engines, report) => {
    const served = engines.map(({ name, port }) => ({ name, engine: wrap<Engine>(port) }));
    const found = await figuresOf(request, served, report);
    const { userAgent, hardwareConcurrency: cores } = navigator;
    return { userAgent, cores, ...request, ...found };
  },
};

expose(api);
