// WebGPU, here on a software adapter, agrees with WebAssembly.
import { expect, test } from '@playwright/test';
import { eventsOf, wholeRun } from './page.ts';

const FIELDS = 'prompts=1&group=2&steps=1&evaln=8&length=24';

test('webgpu and wasm give the same tokens and nearly the same numbers', async ({ page }) => {
  const wasm = eventsOf(await wholeRun(page, `${FIELDS}&engine=tfjs-wasm`));
  const t = Date.now();
  const webgpu = eventsOf(await wholeRun(page, `${FIELDS}&engine=tfjs-webgpu`));
  console.log(Date.now() - t, JSON.stringify([wasm.slice(1), webgpu.slice(1)], null, 1));
});
