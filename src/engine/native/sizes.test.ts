// Models and batches from small to large: writing, scoring and learning agree with each other to the bit
// wherever microbatches are cut, and with an authority to rounding.

import { expect, test, vi } from 'vitest';
import { engineFor } from '../../../test/fixtures/tiny.ts';
import { at } from '../../at.ts';
import { parameterCount } from '../../checkpoint/shapes.ts';
import type { Engine } from '../engine.ts';
import { BUDGET } from './budget.ts';
import { nativeEngine, nativeWasmEngine } from './engine.ts';
import { referenceMachine } from './reference/machine.ts';
import { CASES, checkpointOf, furthest, learn, requestOf, write } from './sizes.fixture.ts';

vi.setConfig({ testTimeout: 120_000 });

const float64 = async () =>
  nativeEngine(referenceMachine(1 << 24), { name: 'float64', reason: 'Under test.' }, BUDGET);
const tfjs = () => engineFor('tfjs-wasm');

/** The plan in float64 where that is affordable. */
const AUTHORITIES: Readonly<Record<keyof typeof CASES, () => Promise<Engine>>> = {
  'thirty thousand parameters': tfjs,
  'ten million parameters': tfjs,
  'a context of 1024': float64,
  'a vocabulary of 50,000': float64,
};

test.each(Object.entries(CASES))('%s', async (name, its) => {
  const pair = { senior: checkpointOf(its, 1), junior: checkpointOf(its, 2) };
  expect(parameterCount(pair.senior.config) / its.parameters).toBeCloseTo(1, 0);
  const request = requestOf(its);
  const engine = await engineFor('native-wasm');
  const rollouts = await write(engine, pair, request);
  const whole = await learn(engine, pair, rollouts);
  rollouts.forEach(({ senior, tokens }, row) => {
    expect(tokens).toHaveLength(its.tokens);
    expect(at(whole.scores, row).logprobs).toEqual(senior.logprobs);
    expect(whole.report.logprobs[row]).toEqual(senior.logprobs);
  });

  const budget = { tokens: its.promptLength + 3 * its.tokens, sequences: 5 };
  const small = await nativeWasmEngine({ reason: 'Under test.', budget });
  expect(await write(small, pair, request)).toEqual(rollouts);
  const { weights, ...cut } = await learn(small, pair, rollouts);
  expect({ ...cut, weights: null }).toEqual({ ...whole, weights: null });
  // Compared in a loop: a matcher takes seconds for ten million numbers.
  for (const [key, { data }] of whole.weights) {
    expect(furthest(data, weights.get(key)?.data ?? new Float32Array()), key).toBe(0);
  }

  const authority = new Map(Object.entries(AUTHORITIES)).get(name) ?? tfjs;
  const wanted = await learn(await authority(), pair, rollouts);
  wanted.scores.forEach(({ logprobs, entropies }, row) => {
    expect(furthest(at(whole.scores, row).logprobs, logprobs)).toBeLessThan(1e-4);
    expect(furthest(at(whole.scores, row).entropies, entropies)).toBeLessThan(1e-4);
  });
  expect(Math.abs(whole.report.gradNorm / wanted.report.gradNorm - 1)).toBeLessThan(1e-3);
});
