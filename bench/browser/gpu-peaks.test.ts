// The peaks of a graphics adapter, here a software one and with little work: both are rates.
import { expect, test } from 'vitest';
import { SOFTWARE_GPU } from '../../test/fixtures/software-gpu.ts';
import { gpuPeaks } from './gpu-peaks.ts';

const { gpu } = SOFTWARE_GPU;

test.skipIf(gpu === null)('copies and multiplies at some rate', { timeout: 60_000 }, async () => {
  const effort = { bytes: 4096, m: 16, k: 32, n: 16, launches: 2 };
  const { copy, matmul } = await gpuPeaks(gpu ?? undefined, effort);
  for (const rate of [copy, matmul]) {
    expect(rate).toBeGreaterThan(0);
    expect(rate).toBeLessThan(Number.POSITIVE_INFINITY);
  }
});
