// What `auto` does where WebAssembly fails.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EngineError } from '../engine.ts';
import { chooseEngine } from './choose.ts';

// A file of its own: tfjs starts that backend once only.

// TensorFlow.js is loaded when it is asked for.
vi.setConfig({ testTimeout: 60_000 });

const NOWHERE = '/there/is/nothing/here/';

beforeEach(() => {
  for (const method of ['error', 'warn'] as const) {
    vi.spyOn(console, method).mockImplementation(() => undefined);
  }
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

test('asked for, it is one clear error, also the second time', async () => {
  for (let attempt = 0; attempt < 2; attempt++) {
    const starting = chooseEngine('tfjs-wasm', { wasmPaths: NOWHERE });
    await expect(starting).rejects.toThrow(EngineError);
    await expect(starting).rejects.toThrow('wasm does not start here; try another engine');
  }
});

test('auto goes on to an engine that works and says why', async () => {
  vi.stubGlobal('WebAssembly', undefined);
  const { name, engine } = await chooseEngine('auto', { wasmPaths: NOWHERE });
  expect(name).toBe('tfjs-cpu');
  expect(engine.info.reason).toMatch(/^Plain JavaScript: .*\.$/);
});
