// Which engines the benchmark view measures.
import { expect, test } from 'vitest';
import { benchEngines } from './workers.ts';

test('ours on WebAssembly always, on WebGPU where there is one, TensorFlow.js where asked', () => {
  expect(benchEngines(false, false)).toEqual(['native-wasm']);
  expect(benchEngines(false, true)).toEqual(['native-wasm', 'native-webgpu']);
  expect(benchEngines(true, false)).toEqual(['native-wasm', 'tfjs-wasm']);
  expect(benchEngines(true, true)).toEqual([
    'native-wasm',
    'native-webgpu',
    'tfjs-wasm',
    'tfjs-webgpu',
  ]);
});
