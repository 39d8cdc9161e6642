// The sizes of sizes.test.ts on a software GPU, which is slow, with few and short rows against WebAssembly.

import { beforeAll, expect, test, vi } from 'vitest';
import { SOFTWARE_GPU } from '../../../../test/fixtures/software-gpu.ts';
import { at } from '../../../at.ts';
import type { Engine } from '../../engine.ts';
import { nativeWasmEngine } from '../engine.ts';
import { CASES, checkpointOf, furthest, learn, requestOf, write } from '../sizes.fixture.ts';
import { nativeWebgpuEngine } from './engine.ts';

vi.setConfig({ testTimeout: 120_000 });

const gpu = SOFTWARE_GPU.gpu ?? undefined;

let engine: Engine;
let wasm: Engine;
beforeAll(async () => {
  wasm = await nativeWasmEngine({ reason: 'Under test.' });
  if (gpu !== undefined) engine = await nativeWebgpuEngine({ reason: 'Under test.', gpu });
});

/** Ten million parameters agree as well, but take a minute and a half of two busy cores. */
const { 'ten million parameters': _, ...AFFORDABLE } = CASES;

test.skipIf(gpu === undefined).each(Object.entries(AFFORDABLE))('%s', async (_, all) => {
  const its = { ...all, rows: 2, tokens: 2 };
  const pair = { senior: checkpointOf(its, 1), junior: checkpointOf(its, 2) };
  const request = requestOf(its);
  const rows = request.rows.map((row) => ({ ...row, topTokens: 0 }));
  const rollouts = await write(engine, pair, { ...request, rows });
  const own = await learn(engine, pair, rollouts);
  const wanted = await learn(wasm, pair, rollouts);
  rollouts.forEach(({ senior, tokens }, row) => {
    expect(tokens).toHaveLength(its.tokens);
    expect(at(own.scores, row).logprobs).toEqual(senior.logprobs);
    expect(furthest(at(own.scores, row).logprobs, at(wanted.scores, row).logprobs)).toBeLessThan(
      1e-4,
    );
    expect(furthest(at(own.scores, row).entropies, at(wanted.scores, row).entropies)).toBeLessThan(
      1e-4,
    );
  });
  expect(Math.abs(own.report.gradNorm / wanted.report.gradNorm - 1)).toBeLessThan(1e-3);
});
