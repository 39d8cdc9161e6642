// The tests for any engine, on WebGPU in software.

import { test } from 'vitest';
import { testEngine } from '../../../../test/fixtures/any-engine.ts';
import { SOFTWARE_GPU } from '../../../../test/fixtures/software-gpu.ts';

testEngine('native-webgpu');
if (SOFTWARE_GPU.gpu === null) test.skip('no software GPU', () => undefined);
else await import('../../engine.fixture.ts');
