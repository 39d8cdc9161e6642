// The papers' effect on the shipped pair: in real runs of three seeds jargon fades and the junior can take over.
import { expect, test, vi } from 'vitest';
import { readBelow } from '../../node/files.ts';
import { engineFor } from '../../test/fixtures/tiny.ts';
import { presetConfig } from '../config/presets.ts';
import type { MetricValues } from '../metrics/metrics.ts';
import { disposePair, loadPair } from '../run/pair.ts';
import { train } from '../train.ts';

vi.setConfig({ testTimeout: 600_000 });

const STEPS = 20;

/** The metrics before and after. */
async function trained(seed: number): Promise<readonly [MetricValues, MetricValues]> {
  const settings = { steps: STEPS, evaluateEvery: 0, evaluationProblems: 128, seed };
  const config = { ...presetConfig('jargon'), ...settings };
  const engine = await engineFor('native-wasm');
  const folder = (name: string) => `public/models/${name}`;
  const names = { senior: folder(config.senior), junior: folder(config.junior) };
  const pair = await loadPair(names, engine, readBelow(''));
  const evaluations: MetricValues[] = [];
  for await (const event of train(config, engine, pair)) {
    if (event.kind === 'evaluation') evaluations.push(event.metrics);
  }
  await disposePair(engine, pair);
  const [before, after] = evaluations;
  if (before === undefined || after === undefined) throw new Error('two evaluations were expected');
  return [before, after];
}

// Over three seeds jargon falls from .81-.84 to .10-.14, handoff rises from about .2 to .6; the
// standard error of a share of 128 is at most .044.
test.each([1, 2, 3])('seed %i: jargon fades and handoff works', async (seed) => {
  const [before, after] = await trained(seed);
  const change = (name: 'style/jargon' | 'handoff/accuracy' | 'solo/accuracy') =>
    (after[name] ?? Number.NaN) - (before[name] ?? Number.NaN);
  expect(before['style/jargon']).toBeGreaterThan(0.65);
  expect(change('style/jargon')).toBeLessThan(-0.4);
  expect(change('handoff/accuracy')).toBeGreaterThan(0.2);
  expect(change('solo/accuracy')).toBeGreaterThan(-0.15);
});
