// The error where there is no WebGPU, as in Node without the package.
import { expect, test } from 'vitest';
import { chooseEngine } from '../../choose/choose.ts';
import { EngineError } from '../../engine.ts';

test('without WebGPU it is one clear error', async () => {
  const starting = chooseEngine('native-webgpu', { wasmPaths: '' });
  await expect(starting).rejects.toThrow(EngineError);
  await expect(starting).rejects.toThrow('WebGPU is not available here');
});
