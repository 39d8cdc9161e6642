// The rule of `auto`, with engines that are only names and a trial that returns given times.
import { expect, test } from 'vitest';
import type { EngineName } from '../../config/fields.ts';
import { EngineError } from '../engine.ts';
import { tabularEngine } from '../tabular/engine.ts';
import { type Candidates, fastest } from './fastest.ts';

const CARD = { description: 'Acme X1', software: false };

interface Situation {
  readonly adapter?: Candidates['adapter'];
  readonly cores?: number;
  /** Milliseconds of a trial; an engine without does not start. */
  readonly times: { readonly [N in EngineName]?: number | string };
}

async function decide({ adapter = CARD, cores = 1, times }: Situation) {
  const tried: string[] = [];
  const { name, engine } = await fastest({
    adapter,
    cores,
    start: async (name, reason) => {
      if (times[name] === undefined) throw new EngineError(`${name} does not start`);
      const says = name === 'native-webgpu' ? `${reason} It runs on Acme X1.` : reason;
      return { ...tabularEngine(), info: { name, reason: says } };
    },
    trial: async ({ info }) => {
      tried.push(info.name);
      const time = new Map<string, number | string>(Object.entries(times)).get(info.name) ?? 0;
      if (typeof time === 'string') throw new Error(time);
      return time;
    },
  });
  expect(engine.info.name).toBe(name);
  return { name, reason: engine.info.reason, tried };
}

const BOTH = ['native-webgpu', 'native-wasm'];

test('the quicker of a graphics adapter and WebAssembly', async () => {
  expect(await decide({ times: { 'native-webgpu': 10, 'native-wasm': 31 } })).toEqual({
    name: 'native-webgpu',
    reason: 'WebGPU: 3.1 times as fast as WebAssembly in a short trial. It runs on Acme X1.',
    tried: BOTH,
  });
  expect(await decide({ times: { 'native-webgpu': 18, 'native-wasm': 10 } })).toEqual({
    name: 'native-wasm',
    reason: 'WebAssembly: 1.8 times as fast as WebGPU (Acme X1) in a short trial.',
    tried: BOTH,
  });
});

test('WebAssembly has the cores that would share the run', async () => {
  const times = { 'native-webgpu': 10, 'native-wasm': 20 };
  expect(await decide({ cores: 3, times })).toMatchObject({
    name: 'native-wasm',
    reason: 'WebAssembly on 3 cores: 1.5 times as fast as WebGPU (Acme X1) in a short trial.',
  });
});

test('software and nothing at all are not measured', async () => {
  const times = { 'native-webgpu': 1, 'native-wasm': 100 };
  const software = { description: 'SwiftShader', software: true };
  expect(await decide({ adapter: software, times })).toEqual({
    name: 'native-wasm',
    reason: 'WebAssembly: WebGPU here is SwiftShader, software and slower.',
    tried: [],
  });
  expect(await decide({ adapter: null, times })).toEqual({
    name: 'native-wasm',
    reason: 'WebAssembly: no WebGPU is offered here.',
    tried: [],
  });
});

test('what fails in its trial is not taken', async () => {
  expect(
    await decide({ times: { 'native-webgpu': 'the device was lost', 'native-wasm': 5 } }),
  ).toMatchObject({
    name: 'native-wasm',
    reason: 'WebAssembly: WebGPU (Acme X1) failed in a short trial, the device was lost.',
  });
  expect(await decide({ times: { 'native-webgpu': 5 } })).toMatchObject({
    name: 'native-webgpu',
    reason: 'WebGPU: WebAssembly fails, native-wasm does not start. It runs on Acme X1.',
  });
});

test('what does not start is passed over, and nothing at all is one clear error', async () => {
  expect(await decide({ adapter: null, times: { 'tfjs-cpu': 1 } })).toMatchObject({
    name: 'tfjs-cpu',
    reason: 'Plain JavaScript: nothing faster is available here.',
  });
  await expect(decide({ times: {} })).rejects.toThrow(EngineError);
  await expect(decide({ times: {} })).rejects.toThrow('no engine starts here');
});
