// Which engine starts in Node: the fastest that works, the one asked for, or one clear error.
import { expect, test, vi } from 'vitest';
import { startEngine } from '../../../node/engine.ts';
import { FIELDS } from '../../config/fields.ts';
import { EngineError } from '../engine.ts';
import { chooseEngine, rolloutWorkersFor } from './choose.ts';

vi.setConfig({ testTimeout: 60_000 });

test('without WebGPU auto takes WebAssembly and says why', async () => {
  const { info } = await startEngine('auto');
  expect(info).toEqual({
    name: 'native-wasm',
    reason: 'WebAssembly: no WebGPU is offered here.',
  });
});

test('WebAssembly engines share a run where there are cores, one engine has the graphics adapter', () => {
  expect(rolloutWorkersFor('native-wasm', 8)).toBe(2);
  expect(rolloutWorkersFor('tfjs-wasm', 2)).toBe(2);
  expect(rolloutWorkersFor('tfjs-wasm', 1)).toBe(0);
  expect(rolloutWorkersFor('native-webgpu', 8)).toBe(0);
  expect(rolloutWorkersFor('tfjs-webgpu', 8)).toBe(0);
});

test.each(['native-wasm', 'tfjs-wasm', 'tfjs-cpu'] as const)(
  '%s starts when asked for',
  async (name) => {
    expect((await startEngine(name)).info).toEqual({ name, reason: 'Chosen by you.' });
  },
);

test('an engine that cannot start here is one clear error', async () => {
  const starting = chooseEngine('tfjs-webgpu', { wasmPaths: '' });
  await expect(starting).rejects.toThrow(EngineError);
  await expect(starting).rejects.toThrow('webgpu does not start here; try another engine');
});

test('the setting offers auto and engines of the table only', () => {
  expect(FIELDS.engine.choices).toEqual([
    'auto',
    'native-webgpu',
    'native-wasm',
    'tfjs-wasm',
    'tfjs-webgpu',
    'tfjs-cpu',
  ]);
});
