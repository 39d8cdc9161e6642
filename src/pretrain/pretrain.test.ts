// Pre-training on a tiny model: it learns, and going on after a stop is never having stopped.
import { beforeAll, expect, test, vi } from 'vitest';
import { engineFor, TINY, TOKENIZER, TOKENIZER_JSON } from '../../test/fixtures/tiny.ts';
import { at } from '../at.ts';
import type { Engine } from '../engine/engine.ts';
import { TASKS } from '../tasks/index.ts';
import { initialWeights } from './init.ts';
import { type PretrainStep, pretrain } from './pretrain.ts';
import type { Recipe } from './recipe.ts';

const { arithmetic } = TASKS;

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

const kind = (style: 'plain' | 'jargon') => ({ style, weight: 1, slips: { rate: 0.1 } });

/** Two phases, so that a stop can lie before, on and after the seam. */
const RECIPE: Recipe = {
  name: 'tiny',
  purpose: 'For tests.',
  seed: 3,
  from: TINY,
  phases: [
    { steps: 4, learningRate: 0.02, warmupSteps: 2, documents: [kind('plain'), kind('jargon')] },
    { steps: 2, learningRate: 0.01, warmupSteps: 1, documents: [kind('jargon')] },
  ],
  shipped: false,
};

let engine: Engine;
beforeAll(async () => {
  engine = await engineFor('tfjs-wasm');
});

async function fresh() {
  const weights = initialWeights(TINY, RECIPE.seed);
  const model = await engine.load({ config: TINY, weights, tokenizer: TOKENIZER_JSON });
  return { engine, model, tokenizer: TOKENIZER };
}

type Fresh = Awaited<ReturnType<typeof fresh>>;

/** The steps after the first `before`, up to `last`. */
async function go(
  setup: Fresh,
  before: number,
  last: number,
  recipe = RECIPE,
): Promise<PretrainStep[]> {
  const progress: PretrainStep[] = [];
  for await (const done of pretrain(recipe, setup, arithmetic, before)) {
    progress.push(done);
    if (done.step === last) break;
  }
  return progress;
}

const stateOf = async ({ model }: Fresh) => ({
  weights: await engine.weights(model),
  moments: await engine.moments(model),
});

test('resumed training gives the same bits as training without a stop', async () => {
  const whole = await fresh();
  const progress = await go(whole, 0, 6);
  expect(progress.map(({ step, steps }) => [step, steps])).toEqual(
    [1, 2, 3, 4, 5, 6].map((step) => [step, 6]),
  );
  expect(at(progress, 5).loss).toBeLessThan(at(progress, 0).loss);
  const expected = await stateOf(whole);
  for (const stop of [3, 4]) {
    const early = await fresh();
    const before = await go(early, 0, stop);
    const { weights, moments } = await stateOf(early);
    const late = await fresh();
    await engine.assign(late.model, weights, moments ?? undefined);
    const after = await go(late, stop, 6);
    expect([...before, ...after]).toEqual(progress);
    expect(await stateOf(late)).toEqual(expected);
  }
});

test('a recipe with a stop is the beginning of the one without, whatever phase it ends in', async () => {
  for (const stop of [3, 5]) {
    const [early, whole] = [await fresh(), await fresh()];
    const progress = await go(early, 0, 6, { ...RECIPE, stop });
    const expected = await go(whole, 0, stop);
    expect(progress).toEqual(expected.map((step) => ({ ...step, steps: stop })));
    expect(await stateOf(early)).toEqual(await stateOf(whole));
  }
});

test('nothing is left to do after the last step', async () => {
  expect(await go(await fresh(), 6, 6)).toEqual([]);
});

test('the first loss is about that of guessing', async () => {
  const { loss } = at(await go(await fresh(), 0, 1), 0);
  expect(Math.abs(loss - Math.log(TINY.vocabSize))).toBeLessThan(0.5);
});
