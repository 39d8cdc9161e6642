// A worker of the benchmark's page: one contender of its own.
import { expose, proxy } from 'comlink';
import { WASM_PATHS } from '../../src/engine/tfjs/wasm-paths.ts';
import { engineContender } from '../contenders/engine-contender.ts';
import { jaxContender } from '../peer-jax/contender.ts';
import type { Contender } from '../timing/contender.ts';
import { type BenchWork, pairOf } from '../timing/work.ts';
import { isBrowserEngine, startInBrowser } from './engines.ts';

const JAX = { 'jax-js-wasm': 'wasm', 'jax-js-webgpu': 'webgpu' } as const;
const isJax = (name: string): name is keyof typeof JAX => name in JAX;

async function start(name: string, work: BenchWork): Promise<Contender> {
  if (isJax(name)) return jaxContender({ name, device: JAX[name] }, pairOf(work), work);
  if (!isBrowserEngine(name)) throw new RangeError(`no contender ${name} runs in a browser`);
  return engineContender(await startInBrowser(name, WASM_PATHS), pairOf(work), work);
}

const api = { start: async (name: string, work: BenchWork) => proxy(await start(name, work)) };
export type ContenderApi = typeof api;

expose(api);
