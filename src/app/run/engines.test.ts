// The names of engines, and which follows which.
import { expect, test } from 'vitest';
import { engineTitle, nextEngine } from './engines.ts';

test('a failing engine is followed by the next slower one, the last by none', () => {
  expect(nextEngine('native-webgpu')).toBe('native-wasm');
  expect(nextEngine('native-wasm')).toBe('tfjs-wasm');
  expect(nextEngine('tfjs-cpu')).toBeNull();
});

test('engines have titles; an unknown one keeps its name', () => {
  expect(engineTitle('native-webgpu')).toBe('WebGPU');
  expect(engineTitle('abacus')).toBe('abacus');
});
